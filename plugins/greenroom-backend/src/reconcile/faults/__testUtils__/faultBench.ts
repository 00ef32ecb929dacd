import { TestDatabases } from '@backstage/backend-test-utils';
import { KubeClient } from '@greenroom/controller-runtime';
import { FaultProxy } from '@greenroom/controller-runtime/testing';
import { adminClient, DevCluster, testCluster } from '@greenroom/devcluster';
import { Knex } from 'knex';
import { ClusterLease } from '../../../identity';
import {
  EngineHarness,
  HarnessOptions,
} from '../../__testUtils__/EngineHarness';
import { DatabaseAccess } from './DatabaseAccess';

/** One process with an engine in it: all that it says to cluster and database can be made to fail. */
export interface EngineProcess extends EngineHarness {
  readonly proxy: FaultProxy;
  readonly database: DatabaseAccess;
  /** Ends it as `kill -9` does: nothing that it had not sent arrives. The lease that it held has run out when this resolves. */
  crash(): Promise<void>;
}

/** The cluster of a test file, and processes with engines on it. */
export interface FaultBench {
  readonly cluster: DevCluster;
  /** With all rights, and not Greenroom: a stranger's hand. */
  readonly kubectl: KubeClient;
  /** An empty database. */
  newDatabase(): Promise<Knex>;
  /** A process whose engine is not started; on a database of its own, unless one is given. */
  process(
    database?: Knex,
    options?: Pick<HarnessOptions, 'projectNamespaces'>,
  ): Promise<EngineProcess>;
}

/** Call it inside `describe`: it brings its own hooks. */
export function faultBench(
  connect: () => Promise<DevCluster> = testCluster,
): FaultBench {
  const processes: EngineProcess[] = [];
  const proxies: FaultProxy[] = [];
  const leases = new Map<Knex, ClusterLease>();
  // Before the databases register theirs: stopping an engine still needs its own.
  afterAll(async () => {
    await Promise.all(processes.map(process => process.close()));
    await Promise.all(proxies.map(proxy => proxy.stop()));
  });
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let cluster: DevCluster;
  let kubectl: KubeClient;

  beforeAll(async () => {
    cluster = await connect();
    kubectl = adminClient(cluster);
  }, 120_000);

  afterAll(() => kubectl?.close());

  const newDatabase = () => databases.init('SQLITE_3');
  return {
    get cluster() {
      return cluster;
    },
    get kubectl() {
      return kubectl;
    },
    newDatabase,
    process: async (base, options) => {
      const knex = base ?? (await newDatabase());
      const database = new DatabaseAccess(knex);
      const proxy = await FaultProxy.to(cluster);
      proxies.push(proxy);
      const harness = await EngineHarness.create({
        knex: database.knex,
        cluster,
        kubectl,
        server: proxy.url,
        lease: leases.get(knex),
        ...options,
      });
      leases.set(knex, harness.lease);
      const crash = async () => {
        database.sever();
        await proxy.cut();
        await harness.engine.stop();
        await knex('leases').update({ expires_at: 0 });
      };
      const made = Object.assign(harness, { proxy, database, crash });
      processes.push(made);
      return made;
    },
  };
}
