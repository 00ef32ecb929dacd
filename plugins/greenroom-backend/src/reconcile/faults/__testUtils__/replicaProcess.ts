import { ClusterConnection } from '@greenroom/controller-runtime';
import knexFactory from 'knex';
import { DatabaseDeclarationStore } from '../../../declarations/DatabaseDeclarationStore';
import { ClusterLease } from '../../../identity';
import { builtInTargets, TargetRegistry } from '../../../targets';
import { AssetSignals } from '../../AssetSignals';
import { DefaultEngine } from '../../DefaultEngine';

/** What a replica in a process of its own is told. */
export interface ReplicaSetup {
  connection: ClusterConnection;
  database: string;
  /** Namespace of the record of whose the cluster is. */
  leaseNamespace: string;
}

/** What it says: whether it holds the cluster, whenever that changes; and what goes wrong. */
export interface ReplicaReport {
  leads?: boolean;
  logged?: string;
}

const say = (report: ReplicaReport) => process.send?.(report);
const logger = {
  debug: () => {},
  info: () => {},
  warn: (logged: string) => say({ logged }),
  error: (logged: string) => say({ logged }),
  child: () => logger,
};

/** One replica, until its parent lets go of it or stops it in the middle. */
async function main(setup: ReplicaSetup): Promise<void> {
  const knex = knexFactory({ client: 'pg', connection: setup.database });
  const engine = new DefaultEngine({
    clusters: [{ name: 'dev', simulated: true, connection: setup.connection }],
    targets: new TargetRegistry(
      builtInTargets.filter(({ id }) =>
        ['namespace', 'statefulset', 'deployment'].includes(id),
      ),
    ),
    profiles: [],
    store: await DatabaseDeclarationStore.create({
      getClient: async () => knex,
    }),
    knex,
    logger,
    installation: 'test',
    lease: () =>
      new ClusterLease({ namespace: setup.leaseNamespace, name: 'greenroom' }),
    events: { publish: async () => {}, subscribe: async () => {} },
    signals: new AssetSignals({ publish: async () => {} }, logger),
  });
  await engine.start();
  let last = false;
  setInterval(() => {
    const leads = engine.clusters().every(({ leader }) => leader);
    if (leads !== last) say({ leads });
    last = leads;
  }, 50);
}

process.once('message', setup => {
  main(setup as ReplicaSetup).catch(error => {
    say({ logged: String(error) });
    process.exit(1);
  });
});
process.once('disconnect', () => process.exit(0));
