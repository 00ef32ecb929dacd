import { hash } from 'node:crypto';
import { DatabaseDeclarationStore } from '@greenroom/backstage-plugin-greenroom-backend/src/declarations/DatabaseDeclarationStore';
import { AssetSignals } from '@greenroom/backstage-plugin-greenroom-backend/src/reconcile/AssetSignals';
import { ClusterLease } from '@greenroom/backstage-plugin-greenroom-backend/src/identity';
import { DefaultEngine } from '@greenroom/backstage-plugin-greenroom-backend/src/reconcile/DefaultEngine';
import {
  builtInTargets,
  TargetRegistry,
} from '@greenroom/backstage-plugin-greenroom-backend/src/targets';
import { assetChannel } from '@greenroom/backstage-plugin-greenroom-common';
import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';
import { ClusterConnection } from '@greenroom/controller-runtime';
import knexFactory, { Knex } from 'knex';
import { pause } from '../rig/clock';
import { serve } from '../rig/side';
import { Stored } from '../rig/staleness';
import { StatusTrace } from '../rig/StatusTrace';
import { declarationOf, Wanted } from './declarations';

/** How the subject is set up. */
export interface EngineSetup {
  clusters: { name: string; connection: ClusterConnection }[];
  /** A file, or a connection string of PostgreSQL. Default: SQLite in memory. */
  database?: string;
}

const PLAIN_TARGETS = builtInTargets.filter(({ id }) =>
  ['namespace', 'statefulset', 'deployment'].includes(id),
);

/** What the cluster serves, and what bounds our rights there. */
const DISCOVERED = new Set([
  'customresourcedefinitions',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
]);
/** Read once a minute, to see whose the cluster is. */
const KUBE_SYSTEM = '/api/v1/namespaces/kube-system';

/** What is asked for now and then whatever happens, of no asset's objects. */
function apart(path: string, resource?: string): string | undefined {
  if (resource === 'leases' || path === KUBE_SYSTEM) return 'identity';
  return resource === undefined || DISCOVERED.has(resource)
    ? 'discovery'
    : undefined;
}

const noLog = {
  debug: () => {},
  info: () => {},
  warn: (message: string) => process.stderr.write(`${message}\n`),
  error: (message: string) => process.stderr.write(`${message}\n`),
  child: () => noLog,
};

let setup: EngineSetup;
let knex: Knex;
let trace: StatusTrace;
let store: DatabaseDeclarationStore;
let engine: DefaultEngine | undefined;
let counts: Record<string, number> = {};
/** When each asset's status was recorded last. */
const recorded = new Map<string, number>();
const waiting = new Map<string, () => void>();
/** Declared, and not to be applied yet: not even when the engine looks at all that it has. */
const held = new Set<string>();

function open(database: string | undefined): Knex {
  return database?.startsWith('postgres')
    ? knexFactory({ client: 'pg', connection: database })
    : knexFactory({
        client: 'better-sqlite3',
        connection: database ?? ':memory:',
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
}

/** Twenty of the clusters of B10 are one; and to another database it would belong to somebody else. */
function leaseName(cluster: string): string {
  const { database } = setup;
  return database
    ? `${cluster}-${hash('sha1', database).slice(0, 8)}`
    : cluster;
}

async function startEngine(): Promise<void> {
  engine = new DefaultEngine({
    clusters: setup.clusters.map(cluster => ({ ...cluster, simulated: true })),
    targets: new TargetRegistry(PLAIN_TARGETS),
    profiles: [],
    store,
    knex,
    logger: noLog,
    events: { publish: async () => {}, subscribe: async () => {} },
    signals: new AssetSignals({ publish: announced }, noLog),
    installation: 'bench',
    lease: cluster =>
      new ClusterLease({
        namespace: 'greenroom-system',
        name: leaseName(cluster),
      }),
    clientOptions: {
      onRequest: ({ verb, path, resource }) => {
        const counted = apart(path, resource) ?? verb;
        counts[counted] = (counts[counted] ?? 0) + 1;
      },
    },
  });
  await engine.start();
}

/** Every recorded status is announced, so that nobody has to ask the database. */
async function announced({ channel }: { channel: string }): Promise<void> {
  recorded.set(channel, performance.now());
  waiting.get(channel)?.();
}

/** Resolves when a status of the asset was next recorded. */
function nextRecord(id: string): Promise<void> {
  const channel = assetChannel(id);
  return new Promise(resolve => {
    waiting.set(channel, () => {
      waiting.delete(channel);
      resolve();
    });
  });
}

async function declare(wanted: Wanted): Promise<string> {
  const { declaration } = await store.declare(declarationOf(wanted));
  return declaration.id;
}

/** Resolves when it was recorded of all that their newest revision is applied. */
async function allApplied(ids: readonly string[]): Promise<void> {
  let left = ids;
  while (left.length) {
    // First: what is recorded while the database is asked must not be missed.
    const next = new Map(left.map(id => [id, nextRecord(id)]));
    // One question for all: this process is what is measured.
    const applied = new Set(await appliedAmong(left));
    left = left.filter(id => !applied.has(id));
    await Promise.all(left.map(id => next.get(id)));
  }
}

function appliedAmong(ids: readonly string[]): Promise<string[]> {
  return knex('realisations')
    .join('declarations', 'declarations.id', 'realisations.declaration_id')
    .whereIn('declarations.id', ids)
    .whereRaw('applied_revision = revision')
    .pluck('declarations.id');
}

const methods = {
  async start(how: EngineSetup): Promise<void> {
    setup = how;
    knex = open(how.database);
    trace = new StatusTrace(knex);
    store = await DatabaseDeclarationStore.create({
      getClient: async () => knex,
    });
    // What is declared waits until it is to be applied, or the clock would start after the work.
    store.changedSince = async () => [];
    const idsOnCluster = store.idsOnCluster.bind(store);
    store.idsOnCluster = async cluster =>
      (await idsOnCluster(cluster)).filter(id => !held.has(id));
    await startEngine();
  },

  /** Stops the engine and starts another one on the same database. Milliseconds until it watches everything. */
  async restart(): Promise<number> {
    await engine?.stop();
    const started = performance.now();
    await startEngine();
    await methods.awaitLive();
    return performance.now() - started;
  },

  /** Resolves when everything on every cluster is watched. */
  async awaitLive(): Promise<void> {
    while (engine!.clusters().some(({ state }) => state !== 'live')) {
      await pause(5);
    }
  },

  /** Resolves when this replica holds every cluster. */
  async awaitLeader(): Promise<void> {
    while (!engine!.clusters().every(({ leader }) => leader)) {
      await pause(10);
    }
  },

  /** Resolves when so many declarations are applied, whoever did it. */
  async awaitApplied(count: number): Promise<void> {
    for (;;) {
      const [{ done }] = await knex('realisations')
        .where('applied_revision', '>', 0)
        .count({ done: '*' });
      if (Number(done) >= count) return;
      await pause(50);
    }
  },

  /** Requests until none has come for a second, by verb. */
  async settle(): Promise<Record<string, number>> {
    let seen = -1;
    for (;;) {
      const { identity: _, discovery: __, ...others } = counts;
      const total = Object.values(others).reduce((sum, each) => sum + each, 0);
      if (total === seen) return methods.requests();
      seen = total;
      await pause(1_000);
    }
  },

  /** Lets time pass. */
  async rest(ms: number): Promise<void> {
    await pause(ms);
  },

  /** Declares, and does nothing about it yet. */
  async declare(wanted: Wanted[]): Promise<string[]> {
    const ids: string[] = [];
    for (const each of wanted) {
      const id = await declare(each);
      held.add(id);
      ids.push(id);
    }
    return ids;
  },

  /** Brings them to the cluster. */
  async apply(ids: string[], cluster = setup.clusters[0].name): Promise<void> {
    const done = allApplied(ids);
    ids.forEach(id => held.delete(id));
    ids.forEach(id => engine!.enqueue({ id, cluster, revision: 1 }));
    await done;
  },

  /** Declares another revision of one asset. Milliseconds until it was recorded as applied. */
  async change(wanted: Wanted): Promise<number> {
    const started = performance.now();
    const id = await declare(wanted);
    engine!.enqueue({ id, cluster: wanted.cluster ?? setup.clusters[0].name });
    await allApplied([id]);
    return recorded.get(assetChannel(id))! - started;
  },

  /** Asks for the deletion of assets, data included. Resolves when none is left. */
  async remove(ids: string[]): Promise<void> {
    for (const id of ids) {
      await store.markDeleted(id, {
        by: 'user:default/bench',
        at: new Date().toISOString(),
        deleteData: true,
      });
      engine!.enqueue({ id, cluster: setup.clusters[0].name });
    }
    while (
      (await knex('declarations').whereIn('id', ids).first('id')) !== undefined
    ) {
      await pause(20);
    }
  },

  /** What is applied for assets, for the peers to apply too. */
  async renderAll(ids: string[]): Promise<KubernetesObject[]> {
    const objects: KubernetesObject[] = [];
    for (const id of ids) {
      const declaration = await store.getById(id);
      const rendered = engine!.manifests(declaration!).objects;
      objects.push(...(rendered as KubernetesObject[]));
    }
    return objects;
  },

  /** Requests to the cluster by verb, since the last time; `identity`: about whose it is; `discovery`: what it serves. */
  requests(): Record<string, number> {
    const before = counts;
    counts = {};
    return before;
  },

  /** Which numbered changes were stored, since the last time. */
  stored(): Stored[] {
    return trace.take();
  },

  /** CPU time of the process since its start, in milliseconds. */
  cpu(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },

  /** What is open: connections, and all that keeps the process busy. */
  open(): { sockets: number; handles: number } {
    const resources = process.getActiveResourcesInfo();
    return {
      sockets: resources.filter(name => name === 'TCPSocketWrap').length,
      handles: resources.length,
    };
  },

  /** Bytes, after the garbage was collected. */
  async memory(): Promise<{ rss: number; heap: number }> {
    // What starting left behind, and what was compiled for it, would look like what is held.
    await gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' });
    await pause(1_000);
    const { rss, heapUsed: heap } = process.memoryUsage();
    return { rss, heap };
  },
};

export type EngineSide = typeof methods;

serve(methods, async () => {
  await engine?.stop();
  await knex?.destroy();
});
