import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { startSqlite, TestDatabase } from '../__testUtils__/databases';
import { DatabaseDeclarationStore } from '../declarations/DatabaseDeclarationStore';
import { StatusStore } from './StatusStore';

const status = (phase: Status['phase']): Status => ({
  phase,
  revision: 1,
  observedRevision: 1,
  observedAt: '2026-11-23T12:00:00.000Z',
  stale: false,
  conditions: [],
  steps: [],
  endpoints: [],
});

describe('StatusStore', () => {
  let database: TestDatabase;
  let store: DatabaseDeclarationStore;
  let statuses: StatusStore;

  beforeAll(async () => {
    database = await startSqlite();
  });
  afterAll(() => database?.stop());
  beforeEach(async () => {
    const knex = await database.create();
    store = await DatabaseDeclarationStore.create({
      getClient: async () => knex,
    });
    statuses = new StatusStore(knex);
  });

  const project = async (name: string) => {
    const { declaration } = await store.declare({
      ref: { kind: 'Project', project: name, name },
      spec: { owner: 'group:default/fraud' },
      resolved: {},
      source: { type: 'api' },
      owner: 'group:default/fraud',
      cluster: 'dev',
      author: 'user:default/dana',
    });
    return declaration.id;
  };

  it('numbers what says something new, and only that', async () => {
    const id = await project('fraud');
    expect(await statuses.write(id, status('Pending'))).toBe(1);
    expect(await statuses.write(id, status('Pending'))).toBeUndefined();
    expect(await statuses.write(id, status('Ready'))).toBe(2);
    expect(await statuses.get(id)).toMatchObject({ phase: 'Ready' });
  });

  it('gives no two changes the same number: the second would pass for a repetition', async () => {
    const ids = await Promise.all(['fraud', 'risk', 'leaving'].map(project));
    const [fraud, risk, leaving] = ids;
    const together = await Promise.all(
      ids.map(id => statuses.write(id, status('Ready'))),
    );
    const removal = await statuses.nextSequence();
    await store.purge(leaving);
    const after = [
      await statuses.write(fraud, status('Stopped')),
      await statuses.write(risk, status('Stopped')),
    ];
    const all = [...together, removal, ...after];
    expect([...all].sort((a, b) => a! - b!)).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });
});
