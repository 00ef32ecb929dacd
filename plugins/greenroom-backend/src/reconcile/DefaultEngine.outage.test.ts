import { TestDatabases } from '@backstage/backend-test-utils';
import { KubeClient } from '@greenroom/controller-runtime';
import {
  DevCluster,
  testCluster,
  uniqueNamespace,
} from '@greenroom/devcluster';
import { adminClient } from './__testUtils__/adminClient';
import {
  EngineHarness,
  eventually,
  RESOURCES,
} from './__testUtils__/EngineHarness';
import { Wire } from './__testUtils__/Wire';

jest.setTimeout(90_000);

const { services } = RESOURCES;

describe('DefaultEngine, when a cluster cannot be reached', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let cluster: DevCluster;
  let kubectl: KubeClient;
  let wire: Wire;
  let away: EngineHarness;

  beforeAll(async () => {
    cluster = await testCluster();
    kubectl = adminClient(cluster);
  }, 120_000);

  afterAll(() => kubectl?.close());

  beforeEach(async () => {
    wire = await Wire.to(cluster.server);
    away = await EngineHarness.create({
      knex: await databases.init('SQLITE_3'),
      cluster,
      kubectl,
      server: wire.url,
    });
  });

  afterEach(async () => {
    await away?.engine.stop();
    await wire?.cut();
  });

  it('keeps what it knows while the cluster is away, and catches up', async () => {
    await away.engine.start();
    const ns = uniqueNamespace();
    await away.project(ns);
    const workbench = await away.workbench(ns, 'explore');
    await away.until(workbench, status => status?.phase === 'Ready');

    await wire.cut();
    await away.until(workbench, status => status?.stale === true);
    expect(away.engine.clusters()).toMatchObject([{ state: 'stale' }]);
    await kubectl.delete(services, { namespace: ns, name: 'explore' });

    await wire.mend();
    await away.until(
      workbench,
      status => status?.phase === 'Ready' && !status.stale,
      40_000,
    );
    await eventually(async () =>
      expect(await away.exists(services, ns, 'explore')).toBeDefined(),
    );
  });

  it('starts without the cluster and begins when it answers', async () => {
    await wire.cut();
    await away.engine.start();
    const project = await away.project(uniqueNamespace());
    await away.until(
      project,
      status => status?.explanation?.reason === 'ClusterUnreachable',
    );
    expect(away.engine.clusters()).toMatchObject([{ state: 'connecting' }]);

    await wire.mend();
    await away.until(
      project,
      status => status?.phase === 'Ready' && !status.stale,
      40_000,
    );
  });
});
