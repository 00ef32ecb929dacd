import { uniqueNamespace } from '@greenroom/devcluster';
import { engineBench } from './__testUtils__/engineBench';
import {
  EngineHarness,
  eventually,
  RESOURCES,
} from './__testUtils__/EngineHarness';
import { Wire } from './__testUtils__/Wire';

jest.setTimeout(120_000);

const { services } = RESOURCES;

describe('DefaultEngine, when a cluster cannot be reached', () => {
  const bench = engineBench();
  let wire: Wire;
  let away: EngineHarness;

  beforeEach(async () => {
    wire = await Wire.to(bench.cluster.server);
    away = await bench.engine({ server: wire.url });
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
    await bench.kubectl.delete(services, { namespace: ns, name: 'explore' });

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
