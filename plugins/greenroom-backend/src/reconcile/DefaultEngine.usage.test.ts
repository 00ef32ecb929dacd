import { aHardwareProfile } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { uniqueNamespace } from '@greenroom/devcluster';
import { prometheusOf } from '../__testUtils__/prometheusOf';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { PrometheusClient, selector } from '../metrics';
import { engineBench } from './__testUtils__/engineBench';
import { EngineHarness, eventually } from './__testUtils__/EngineHarness';

jest.setTimeout(120_000);

const GI = 2 ** 30;
const storage = [
  { name: 'work', size: '20Gi', mountPath: '/opt/app-root/src' },
];

describe('DefaultEngine, asked what an asset uses', () => {
  const bench = engineBench();
  let prometheus: PrometheusClient;
  let harness: EngineHarness;
  let project: string;

  const stored = async ({ id }: { id: string }) =>
    (await harness.store.getById(id))!;
  const usage = async (declaration: StoredDeclaration) =>
    harness.engine.usage(await stored(declaration));
  /** Until Prometheus has it: an answer without it would be remembered. */
  const measured = (metric: string) =>
    eventually(async () => {
      const series = await prometheus.query(
        selector(metric, { namespace: project }),
      );
      if (!series.length) throw new Error(`there is no ${metric} yet`);
    });

  beforeAll(async () => {
    const metrics = prometheusOf(bench.cluster);
    prometheus = new PrometheusClient(metrics);
    harness = await bench.engine({ metrics });
    await harness.engine.start();
    project = uniqueNamespace('usage');
    await harness.until(
      await harness.project(project),
      status => status?.phase === 'Ready',
    );
  });
  afterAll(() => prometheus?.close());

  it('tells how full a volume is that a running workbench mounts, and what its accelerator does', async () => {
    const workbench = await harness.workbench(
      project,
      'explore',
      { storage, hardware: { profile: 'nvidia-a100', count: 1 } },
      {
        // Of the size that others leave on the cluster's nodes.
        profile: aHardwareProfile({
          cpu: { default: '100m' },
          memory: { default: '128Mi' },
        }),
      },
    );
    await harness.until(workbench, status => status?.phase === 'Ready');
    await measured('kubelet_volume_stats_used_bytes');
    await measured('DCGM_FI_PROF_GR_ENGINE_ACTIVE');

    const { volumes, accelerator } = await usage(workbench);
    expect(volumes).toEqual([
      {
        name: 'work',
        claim: 'explore-work',
        requested: '20Gi',
        capacityBytes: 20 * GI,
        usedBytes: expect.any(Number),
        observedAt: expect.any(String),
      },
    ]);
    expect(volumes[0].usedBytes).toBeGreaterThan(0);
    expect(volumes[0].usedBytes).toBeLessThan(20 * GI);
    expect(accelerator?.activity).toBeGreaterThanOrEqual(0);
  });

  it('asks Prometheus once for all who look', async () => {
    const [explore] = (
      await harness.store.list({ project, limit: 10 })
    ).items.filter(({ kind }) => kind === 'Workbench');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => usage(explore)),
    );
    const times = answers.map(({ volumes: [{ observedAt }] }) => observedAt);
    expect(new Set(times).size).toBe(1);
  });

  it('does not know it of one that has not started', async () => {
    const stuck = await harness.workbench(
      project,
      'stuck',
      {
        storage,
        image: { ref: 'registry.invalid/workbench:1' },
      },
      { image: { ref: 'registry.invalid/workbench:1' } },
    );
    await harness.until(stuck, status => status?.phase === 'Failed');
    expect(await usage(stuck)).toEqual({
      volumes: [
        {
          name: 'work',
          claim: 'stuck-work',
          requested: '20Gi',
          unknown: 'notReported',
        },
      ],
    });
  });

  it('says so where Prometheus is not to be reached, or not known', async () => {
    const [explore] = (
      await harness.store.list({ project, limit: 10 })
    ).items.filter(({ name }) => name === 'explore');
    for (const [metrics, unknown] of [
      [
        { ...prometheusOf(bench.cluster), url: 'http://127.0.0.1:1' },
        'unreachable',
      ],
      [undefined, 'notConfigured'],
    ] as const) {
      const other = await bench.engine({ metrics });
      await other.engine.start();
      await eventually(async () =>
        expect(await other.engine.usage(await stored(explore))).toMatchObject({
          volumes: [{ unknown }],
          accelerator: { unknown },
        }),
      );
      await other.engine.stop();
    }
  });
});
