import { KubeClient } from '@greenroom/controller-runtime';
import { Knex } from 'knex';
import {
  startPostgres,
  startSqlite,
  TestDatabase,
} from '../__testUtils__/databases';
import { DatabaseDeclarationStore } from '../declarations/DatabaseDeclarationStore';
import { DatabaseLeaseStore } from '../database/DatabaseLeaseStore';
import { Fence } from '../database/fence';
import { eventually } from '../reconcile/__testUtils__/EngineHarness';
import { Wire } from '../reconcile/__testUtils__/Wire';
import { ClusterIdentityOptions } from './ClusterIdentity';
import { ClusterLease } from './ClusterLease';
import { IdentityBench } from './__testUtils__/IdentityBench';

jest.setTimeout(120_000);

/** Stores one more revision, so that the change feed goes on. */
async function change(knex: Knex, title: string): Promise<void> {
  const store = await DatabaseDeclarationStore.create({
    getClient: async () => knex,
  });
  await store.declare({
    ref: { kind: 'Project', project: 'fraud', name: 'fraud' },
    spec: { owner: 'group:default/fraud', title },
    resolved: {},
    source: { type: 'api' },
    owner: 'group:default/fraud',
    cluster: 'dev',
    author: 'user:default/dana',
  });
}

/** Holds the cluster's database lease, as the engine of a leader does. */
async function lead(knex: Knex): Promise<Fence> {
  const { token } =
    (await new DatabaseLeaseStore(knex).acquire('dev', 'a', 60_000)) ?? {};
  return { name: 'dev', token: token! };
}

const TABLES = ['cluster_identities', 'declarations', 'revisions', 'changes'];

/** What a backup holds. */
async function dump(knex: Knex): Promise<Map<string, object[]>> {
  const tables = await Promise.all(
    TABLES.map(async table => [table, await knex(table)] as const),
  );
  return new Map(tables);
}

async function restore(knex: Knex, backup: Map<string, object[]>) {
  for (const table of [...TABLES].reverse()) await knex(table).delete();
  for (const [table, rows] of backup) {
    if (rows.length) await knex(table).insert(rows);
  }
}

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
])('the identity of a cluster on %s', (_name, start) => {
  let database: TestDatabase;
  let bench: IdentityBench;
  let knex: Knex;
  let fence: Fence;

  const emptyDatabase = async () => {
    const empty = await database.create();
    await DatabaseDeclarationStore.create({ getClient: async () => empty });
    return empty;
  };
  const leader = (options: Partial<ClusterIdentityOptions> = {}) =>
    bench.identity(knex, { leading: () => fence, ...options });
  const claim = () => bench.lease.read(bench.client);

  beforeAll(async () => {
    [database, bench] = await Promise.all([start(), IdentityBench.open()]);
  });
  afterAll(async () => {
    await bench?.close();
    await database?.stop();
  });
  beforeEach(async () => {
    await bench.reset();
    knex = await emptyDatabase();
    fence = await lead(knex);
  });

  it('is claimed by the one who leads, and by nobody else', async () => {
    const standby = await bench.identity(knex);
    expect(standby.state()).toMatchObject({
      state: 'IdentityUnknown',
      message: expect.stringContaining('has not been read yet'),
    });
    expect(await standby.check()).toMatchObject({ state: 'Unclaimed' });
    expect(await claim()).toBeUndefined();

    const identity = await leader();
    expect(await identity.check()).toMatchObject({ state: 'Ours' });
    expect(identity.state()).toMatchObject({ state: 'Ours' });
    expect(await claim()).toMatchObject({
      installation: 'us',
      epoch: 1,
      sequence: 0,
    });
    expect(await standby.check()).toMatchObject({ state: 'Ours' });
  });

  it('keeps the newest change on record, and writes only when there is one', async () => {
    const identity = await leader();
    await identity.check();
    const first = await claim();
    await identity.check();
    expect(await claim()).toEqual(first);

    await change(knex, 'one');
    await identity.check();
    expect(await claim()).toMatchObject({ epoch: 1, sequence: 1 });

    await change(knex, 'two');
    const seldom = await leader({ everyMs: 60_000 });
    await seldom.check();
    await change(knex, 'three');
    await seldom.check();
    expect(await claim()).toMatchObject({ sequence: 2 });
  });

  it('makes the record again that somebody deleted', async () => {
    const identity = await leader();
    await identity.check();
    await bench.reset();
    expect(await identity.check()).toMatchObject({ state: 'Ours' });
    expect(await claim()).toMatchObject({ installation: 'us' });
  });

  it('is read only for a second installation with a copy of the database', async () => {
    await (await leader()).check();
    const copy = await leader({ installation: 'them' });
    expect(await copy.check()).toMatchObject({
      state: 'OtherInstallation',
      installation: 'us',
    });
    await bench.reset();
    expect(await copy.check()).toMatchObject({
      state: 'OtherInstallation',
      message: expect.stringContaining("as installation 'us'"),
    });
    expect(await claim()).toBeUndefined();
  });

  it('scenario 45: is read only for an older database, however much is declared there since', async () => {
    const identity = await leader();
    await change(knex, 'one');
    await identity.check();
    const backup = await dump(knex);
    await change(knex, 'two');
    await change(knex, 'three');
    await identity.check();

    await restore(knex, backup);
    const restored = await leader();
    expect(await restored.check()).toMatchObject({ state: 'RestoredBehind' });
    for (const title of ['a', 'b', 'c', 'd']) await change(knex, title);
    expect(await restored.check()).toMatchObject({ state: 'RestoredBehind' });
    expect(await claim()).toMatchObject({ epoch: 1, sequence: 3 });
  });

  it('scenario 47: is read only for an empty database', async () => {
    await (await leader()).check();
    knex = await emptyDatabase();
    fence = await lead(knex);
    expect(await (await leader()).check()).toMatchObject({
      state: 'RestoredBehind',
      message: expect.stringContaining('lost'),
    });
  });

  it('scenario 35: is read only when another cluster answers', async () => {
    await (await leader()).check();
    await bench.reset();
    await knex('cluster_identities').update({ kube_system_uid: 'another' });
    expect(await (await leader()).check()).toMatchObject({
      state: 'ClusterReplaced',
    });
    expect(await claim()).toBeUndefined();
  });

  it('names the right that is missing', async () => {
    const elsewhere = new ClusterLease({
      namespace: 'kube-public',
      name: 'greenroom',
    });
    expect(await (await leader({ lease: elsewhere })).check()).toEqual({
      state: 'IdentityUnknown',
      message: expect.stringMatching(
        /cannot get resource "leases" in API group "coordination.k8s.io" in the namespace "kube-public".*accounts\.yaml/,
      ),
    });
  });

  it('names the namespace that is missing', async () => {
    const nowhere = new ClusterLease({
      namespace: `${bench.namespace}-not`,
      name: 'greenroom',
    });
    const { kubectl } = bench;
    expect(
      await (
        await leader({ lease: nowhere, client: kubectl, writer: kubectl })
      ).check(),
    ).toEqual({
      state: 'IdentityUnknown',
      message: expect.stringContaining(
        `namespaces "${bench.namespace}-not" not found. Create the namespace`,
      ),
    });
  });

  it('lets a person take it over, after which the other one only reads', async () => {
    const other = await leader();
    await change(knex, 'one');
    await other.check();

    const ours = await emptyDatabase();
    const us = await bench.identity(ours, { installation: 'new' });
    expect(await us.check()).toMatchObject({ state: 'OtherInstallation' });
    expect(await us.takeOver()).toMatchObject({
      state: 'Ours',
      installation: 'new',
    });
    expect(await claim()).toMatchObject({
      installation: 'new',
      epoch: 2,
      sequence: 0,
    });
    await change(knex, 'two');
    expect(await other.check()).toMatchObject({
      state: 'OtherInstallation',
      installation: 'new',
    });
    expect(await claim()).toMatchObject({ installation: 'new' });
  });

  it('is taken over by a restored database, and by one whose cluster was replaced', async () => {
    await change(knex, 'one');
    await (await leader()).check();
    await knex('cluster_identities').update({ sequence: 0 });
    const identity = await leader();
    expect(await identity.check()).toMatchObject({ state: 'RestoredBehind' });
    expect(await identity.takeOver()).toMatchObject({ state: 'Ours' });
    await knex('cluster_identities').update({ kube_system_uid: 'another' });
    expect(await identity.check()).toMatchObject({ state: 'ClusterReplaced' });
    expect(await identity.takeOver()).toMatchObject({ state: 'Ours' });
    expect(await claim()).toMatchObject({ epoch: 3, sequence: 1 });
  });

  it('is not taken over by an installation without an id', async () => {
    const identity = await leader({ installation: undefined });
    expect(await identity.check()).toMatchObject({
      state: 'InstallationUnnamed',
    });
    await expect(identity.takeOver()).rejects.toThrow(
      'greenroom.installation.id',
    );
    expect(await claim()).toBeUndefined();
  });

  it('stays as it was while the cluster does not answer', async () => {
    const wire = await Wire.to(bench.cluster.server);
    const { name, ca, accounts } = bench.cluster;
    const { token } = accounts.greenroom;
    const client = new KubeClient({ name, server: wire.url, ca, token });
    try {
      await wire.cut();
      const identity = await leader({ client, writer: client });
      expect(await identity.check()).toMatchObject({
        state: 'IdentityUnknown',
        message: expect.stringMatching(
          /has not been read yet: cluster 'dev': GET/,
        ),
      });
      await wire.mend();
      await eventually(async () => {
        expect(await identity.check()).toMatchObject({ state: 'Ours' });
      });
      await wire.cut();
      expect(await identity.check()).toMatchObject({ state: 'Ours' });
    } finally {
      await client.close();
      await wire.cut();
    }
  });

  it('is looked at again and again, and says when it is another one', async () => {
    const stop = new AbortController();
    const states: string[] = [];
    const standby = await bench.identity(knex, {
      retryMs: 10,
      everyMs: 10,
      onChange: ({ state }) => states.push(state),
    });
    standby.start(stop.signal);
    try {
      await eventually(async () => expect(states).toContain('Unclaimed'));
      await (await leader()).check();
      await eventually(async () => expect(states).toContain('Ours'));
      await knex('cluster_identities').update({ kube_system_uid: 'another' });
      await eventually(async () => expect(states).toContain('ClusterReplaced'));
      expect(states).toEqual(['Unclaimed', 'Ours', 'ClusterReplaced']);
    } finally {
      stop.abort();
      await standby.check();
    }
  });

  it('tells of objects that belong to no declaration', async () => {
    const object = {
      kind: 'Service',
      metadata: {
        name: 'explore',
        namespace: 'fraud',
        uid: 'a',
        resourceVersion: '1',
        labels: {
          'app.kubernetes.io/managed-by': 'greenroom',
          'greenroom.dev/declaration': 'lost',
        },
      },
    };
    const identity = await leader({
      objects: () => [object],
      declarations: async () => [],
    });
    expect(await identity.check()).toMatchObject({
      state: 'Ours',
      unknownObjects: { count: 1, names: ['Service fraud/explore'] },
    });
  });

  it('is not claimed by one who leads no more', async () => {
    await knex('leases').update({ token: 99 });
    const identity = await leader();
    expect(await identity.check()).toMatchObject({ state: 'IdentityUnknown' });
    expect(await claim()).toBeUndefined();
  });
});
