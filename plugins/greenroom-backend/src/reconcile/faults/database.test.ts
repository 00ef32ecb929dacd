import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { uniqueNamespace } from '@greenroom/devcluster';
import { Knex } from 'knex';
import { eventually, RESOURCES } from '../__testUtils__/EngineHarness';
import {
  expectInventoryExact,
  failureOf,
  ourObjects,
  ready,
  readyWorkbench,
  STORAGE,
} from './__testUtils__/assets';
import { QueryFault } from './__testUtils__/DatabaseAccess';
import { EngineProcess, faultBench } from './__testUtils__/faultBench';

jest.setTimeout(120_000);

/** How many of the first transactions of a creation fail, one per run. */
const COMMITS = 5;
const COMMIT = /^COMMIT/i;
/** Of a query nothing is sent before there is a connection. */
const NO_QUERY = /^$/;

const MIGRATIONS = {
  directory: resolvePackagePath(
    '@greenroom/backstage-plugin-greenroom-backend',
    'migrations',
  ),
};
const ENGINE = { ...MIGRATIONS, name: '20261126000000_engine.js' };

/** What the version before that migration kept. */
const OLD_TABLES = ['declarations', 'revisions', 'realisations', 'inventory'];
/** What came with that migration, as that finds it. */
const NEW_COLUMNS: Record<string, object> = {
  declarations: { consent: null },
  realisations: { held_update: null },
  inventory: {
    applied: null,
    owned_hash: null,
    object_version: null,
    corrections: 0,
    corrected_at: null,
  },
};

describe('a database that fails', () => {
  const bench = faultBench();

  it('scenario 29: for longer than a lease lasts, costs no watch and no object', async () => {
    const process = await bench.process();
    await process.engine.start();
    const { ns, workbench } = await readyWorkbench(process, { spec: STORAGE });
    const before = await uids(process, ns);
    process.proxy.api.clear();

    const back = process.database.fail();
    await bench.kubectl.delete(RESOURCES.services, {
      namespace: ns,
      name: 'explore',
    });
    await bench.kubectl.mergePatch(
      RESOURCES.statefulSets,
      { namespace: ns, name: 'explore' },
      { spec: { replicas: 0 } },
    );
    await eventually(async () =>
      expect(
        await process.exists(RESOURCES.pods, ns, 'explore-0'),
      ).toBeUndefined(),
    );
    // Only then it is sure that nobody notices a lease that is not renewed.
    await eventually(async () =>
      expect(process.engine.clusters()).toMatchObject([
        { state: 'live', leader: false },
      ]),
    );
    expect(process.proxy.api.count({ verb: 'watch' })).toBe(0);
    expect(objectWrites(process)).toEqual([]);
    expect(
      await process.exists(RESOURCES.services, ns, 'explore'),
    ).toBeUndefined();

    back();
    await process.until(workbench, status => status?.phase === 'Stopped');
    await eventually(async () =>
      expect([...(await uids(process, ns)).keys()]).toEqual([...before.keys()]),
    );
    await eventually(async () => {
      await expectInventoryExact(process, ns);
    });
    const { Service: _, ...kept } = byKind(before);
    const after = byKind(await uids(process, ns));
    expect(after).toMatchObject(kept);
    expect(objectWrites(process).map(({ path }) => path)).toEqual([
      expect.stringContaining('/services/explore'),
    ]);
    expect(process.proxy.api.count({ verb: 'watch' })).toBe(0);
    expect(await failureOf(process, workbench)).toBeUndefined();
  });

  describe('a creation', () => {
    const create = async (fault?: QueryFault) => {
      const ns = uniqueNamespace('database');
      const database = await bench.newDatabase();
      const process = await bench.process(database);
      // Looks by a way of its own: what fails is to fail for the engine.
      const reader = await bench.process(database);
      const project = await reader.project(ns, { pods: '9' });
      const workbench = await reader.workbench(ns, 'explore', STORAGE);
      await process.engine.start();
      const declared = commits(process);
      if (fault) process.database.fail(fault);
      await ready(reader, project);
      await ready(reader, workbench);
      expect(await failureOf(reader, workbench)).toBeUndefined();
      const objects = await expectInventoryExact(reader, ns);
      await process.engine.stop();
      return { objects, commits: commits(process) - declared };
    };

    it('scenario 30: at the end of any transaction of a creation, leaves the same objects and an exact inventory', async () => {
      const clean = await create();
      expect(clean.objects.length).toBeGreaterThan(3);
      const runs = Array.from({ length: COMMITS }, async (_, after) => {
        const found = await create({ sql: COMMIT, after, times: 1 });
        expect(found.objects).toEqual(clean.objects);
        // One more has come through than those before it: it has failed.
        expect(found.commits).toBeGreaterThan(after);
      });
      await Promise.all(runs);
    });

    it('scenario 30: by having no connection left, holds work up and spoils none', async () => {
      const clean = await create();
      const runs = [0, 4, 8].map(async after => {
        const found = await create({ sql: NO_QUERY, after, times: 6 });
        expect(found.objects).toEqual(clean.objects);
      });
      await Promise.all(runs);
    });
  });

  it('scenario 44: what the version before wrote is read, and no object is touched for it', async () => {
    const database = await bench.newDatabase();
    const old = await bench.process(database);
    await old.engine.start();
    const { ns, project, workbench } = await readyWorkbench(old, {
      quota: { pods: '9' },
      spec: STORAGE,
    });
    await old.engine.stop();
    const written = await rowsOf(database);
    const sequence = await lastSequence(database);

    await database.migrate.down(ENGINE);
    expect(await rowsOf(database)).toEqual(written);
    expect(await database.schema.hasTable('leases')).toBe(false);
    expect(await database.schema.hasColumn('inventory', 'applied')).toBe(false);
    await database.migrate.up(ENGINE);
    expect(await rowsOf(database)).toEqual(written);
    for (const [table, columns] of Object.entries(NEW_COLUMNS)) {
      const rows = await database(table).select(...Object.keys(columns));
      expect(rows).toEqual(written[table].map(() => columns));
    }

    const versions = await resourceVersions(old, ns);
    await outdate(database);
    const upgraded = await bench.process(database);
    await upgraded.engine.start();
    await ready(upgraded, project);
    await ready(upgraded, workbench);
    expect(objectWrites(upgraded)).toEqual([]);
    expect(await resourceVersions(upgraded, ns)).toEqual(versions);
    await expectInventoryExact(upgraded, ns);

    await upgraded.workbench(ns, 'explore', { ...STORAGE, title: 'Mine' });
    await upgraded.until(workbench, status => status?.observedRevision === 2);
    await bench.kubectl.mergePatch(
      RESOURCES.services,
      { namespace: ns, name: 'explore' },
      { spec: { selector: { 'greenroom.dev/declaration': 'another' } } },
    );
    await eventually(async () =>
      expect(
        await upgraded.exists(RESOURCES.services, ns, 'explore'),
      ).toMatchObject({
        spec: { selector: { 'greenroom.dev/declaration': workbench.id } },
      }),
    );
    expect(await lastSequence(database)).toBeGreaterThan(sequence);
  });
});

/** Of objects; the record of whose the cluster is aside. */
function objectWrites({ proxy }: EngineProcess) {
  return proxy.api.writes
    .filter(({ path }) => !path.includes('/leases'))
    .map(({ verb, path }) => ({ verb, path }));
}

function commits({ database }: EngineProcess): number {
  return database.sent.filter(sql => COMMIT.test(sql)).length;
}

async function uids(process: EngineProcess, ns: string) {
  const objects = await ourObjects(process, ns);
  return new Map(
    [...objects].map(([key, { metadata }]) => [key, metadata.uid]),
  );
}

/** Of each kind here there is one. */
function byKind(objects: Map<string, string | undefined>) {
  return Object.fromEntries(
    [...objects].map(([key, uid]) => [key.split(' ')[0], uid]),
  );
}

async function resourceVersions(process: EngineProcess, ns: string) {
  const objects = await ourObjects(process, ns);
  const namespace = await process.exists(RESOURCES.namespaces, undefined, ns);
  return [...objects.values(), namespace].map(
    object => object?.metadata.resourceVersion,
  );
}

/** All rows of the tables that were there before, as they were then. */
async function rowsOf(knex: Knex): Promise<Record<string, object[]>> {
  const tables = OLD_TABLES.map(async table => {
    const rows: object[] = await knex(table).select('*');
    const since = Object.keys(NEW_COLUMNS[table] ?? {});
    const kept = rows.map(row =>
      Object.fromEntries(
        Object.entries(row).filter(([column]) => !since.includes(column)),
      ),
    );
    return [table, kept];
  });
  return Object.fromEntries(await Promise.all(tables));
}

async function lastSequence(knex: Knex): Promise<number> {
  const [{ last }] = await knex('statuses').max('sequence as last');
  return Number(last);
}

/** Shows every status as an old one: who has looked at it again says otherwise. */
async function outdate(knex: Knex): Promise<void> {
  for (const { declaration_id: id, status } of await knex('statuses')) {
    await knex('statuses')
      .where({ declaration_id: id })
      .update({
        status: JSON.stringify({ ...JSON.parse(status), stale: true }),
      });
  }
}
