import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import knexFactory, { Knex } from 'knex';
import { DatabaseDeclarationStore } from '../declarations/DatabaseDeclarationStore';

/** A database engine that tests run on; every `create` answers an empty database. */
export interface TestDatabase {
  create(): Promise<Knex>;
  stop(): Promise<void>;
}

/** SQLite in memory. */
export async function startSqlite(): Promise<TestDatabase> {
  const opened: Knex[] = [];
  return {
    async create() {
      const knex = knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
      opened.push(knex);
      return knex;
    },
    async stop() {
      await Promise.all(opened.map(knex => knex.destroy()));
    },
  };
}

/** A PostgreSQL server of its own, on loopback and a free port. */
export async function startPostgres(): Promise<TestDatabase> {
  const server = spawn(
    process.execPath,
    [join(__dirname, 'postgresServer.mjs')],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  const messages: string[] = [];
  server.stderr.on('data', data => messages.push(String(data)));
  const ended = once(server, 'exit');
  const port = await Promise.race([
    once(createInterface(server.stdout), 'line').then(([line]) => Number(line)),
    ended.then(() => {
      throw new Error(`PostgreSQL did not start:\n${messages.join('')}`);
    }),
  ]);
  const connect = (database: string, pool: Knex.PoolConfig) =>
    knexFactory({
      client: 'pg',
      connection: {
        host: '127.0.0.1',
        port,
        database,
        user: 'postgres',
        password: 'postgres',
      },
      pool,
    });
  const admin = connect('postgres', { min: 0, max: 1 });
  const opened = [admin];
  return {
    async create() {
      const name = `test_${opened.length}`;
      await admin.raw('CREATE DATABASE ??', [name]);
      const knex = connect(name, { min: 0, max: 8 });
      opened.push(knex);
      return knex;
    },
    async stop() {
      await Promise.all(opened.map(knex => knex.destroy()));
      server.stdin.end();
      await ended;
    },
  };
}

/** Call it inside `describe`: each test has declarations in an empty database of its own. */
export function storeForEach(
  start: () => Promise<TestDatabase>,
  use: (store: DatabaseDeclarationStore, knex: Knex) => void,
): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await start();
  });
  afterAll(() => database?.stop());
  beforeEach(async () => {
    const knex = await database.create();
    const getClient = async () => knex;
    use(await DatabaseDeclarationStore.create({ getClient }), knex);
  });
}
