import { TestDatabases } from '@backstage/backend-test-utils';
import { KubeClient } from '@greenroom/controller-runtime';
import { adminClient, DevCluster, testCluster } from '@greenroom/devcluster';
import { EngineHarness, HarnessOptions } from './EngineHarness';

/** The cluster of a test file, and engines on it, each with a database of its own. */
export interface EngineBench {
  readonly cluster: DevCluster;
  readonly kubectl: KubeClient;
  /** An engine that is not started. */
  engine(options?: HarnessOptions): Promise<EngineHarness>;
  /** Starts an engine before each test, and stops it afterwards. */
  beforeEach(
    use: (harness: EngineHarness) => void | Promise<void>,
    options?: HarnessOptions,
  ): void;
}

/** Call it inside `describe`: it brings its own hooks. What it holds is there once they have run. */
export function engineBench(): EngineBench {
  const harnesses: EngineHarness[] = [];
  // Before the databases register theirs: stopping an engine still needs its own.
  afterAll(() => Promise.all(harnesses.map(harness => harness.close())));
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let cluster: DevCluster;
  let kubectl: KubeClient;

  beforeAll(async () => {
    cluster = await testCluster();
    kubectl = adminClient(cluster);
  }, 120_000);

  afterAll(() => kubectl?.close());

  const bench: EngineBench = {
    get cluster() {
      return cluster;
    },
    get kubectl() {
      return kubectl;
    },
    engine: async options => {
      const harness = await EngineHarness.create({
        knex: await databases.init('SQLITE_3'),
        cluster,
        kubectl,
        ...options,
      });
      harnesses.push(harness);
      return harness;
    },
    beforeEach: (use, options) => {
      let harness: EngineHarness | undefined;
      beforeEach(async () => {
        harness = await bench.engine(options);
        await harness.engine.start();
        await use(harness);
      });
      afterEach(async () => {
        jest.restoreAllMocks();
        await harness?.engine.stop();
      });
    },
  };
  return bench;
}
