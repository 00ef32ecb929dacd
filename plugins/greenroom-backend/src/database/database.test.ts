import { Knex } from 'knex';
import {
  startPostgres,
  startSqlite,
  TestDatabase,
} from '../__testUtils__/databases';
import { DatabaseDeclarationStore } from '../declarations/DatabaseDeclarationStore';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';
import { fenced, FencedError } from './fence';

jest.setTimeout(60_000);

const LONG = 60_000;
const GONE = -1;

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
])('leases on %s', (_name, start) => {
  let database: TestDatabase;
  let knex: Knex;
  let leases: DatabaseLeaseStore;

  beforeAll(async () => {
    database = await start();
  });
  afterAll(() => database?.stop());
  beforeEach(async () => {
    knex = await database.create();
    await DatabaseDeclarationStore.create({ getClient: async () => knex });
    leases = new DatabaseLeaseStore(knex);
  });

  it('has one holder at a time, also when many ask at once', async () => {
    const asked = await Promise.all(
      ['a', 'b', 'c', 'd'].map(holder => leases.acquire('dev', holder, LONG)),
    );
    expect(asked.filter(Boolean)).toMatchObject([{ name: 'dev', token: 1 }]);
    expect(await leases.acquire('dev', 'e', LONG)).toBeUndefined();
    expect(await leases.acquire('other', 'e', LONG)).toMatchObject({
      token: 1,
    });
  });

  it('goes to another holder when it has expired, with a larger token', async () => {
    const first = await leases.acquire('dev', 'a', GONE);
    const second = await leases.acquire('dev', 'b', LONG);
    expect(second).toEqual({ name: 'dev', holder: 'b', token: 2 });
    expect(await leases.renew(first!, LONG)).toBe(false);
    expect(await leases.renew(second!, LONG)).toBe(true);
  });

  it('is renewed by its holder also after it expired, while nobody else took it', async () => {
    const lease = await leases.acquire('dev', 'a', GONE);
    expect(await leases.renew(lease!, LONG)).toBe(true);
    expect(await leases.acquire('dev', 'b', LONG)).toBeUndefined();
  });

  it('is free as soon as it is released', async () => {
    const lease = await leases.acquire('dev', 'a', LONG);
    await leases.release(lease!);
    expect(await leases.acquire('dev', 'b', LONG)).toMatchObject({ token: 2 });
  });

  it('lets only the newest token write', async () => {
    const write = (token: number) =>
      fenced(knex, { name: 'dev', token }, async transaction => {
        await transaction('counters').insert({ name: `t${token}`, value: 0 });
      });
    await leases.acquire('dev', 'a', GONE);
    await write(1);
    await leases.acquire('dev', 'b', LONG);

    await expect(write(1)).rejects.toThrow(FencedError);
    await write(2);
    expect(
      await knex('counters').whereIn('name', ['t1', 't2']).pluck('name'),
    ).toHaveLength(2);
  });
});
