import { bytesOf, measuredClaim, measuredPod } from './measured';
import { simulatedMetrics } from './simulatedMetrics';

const NOON = '2026-07-01T12:00:00Z';
const GI = 2 ** 30;

const pod = (name: string, phase = 'Running', limits = {}, claim = 'work') =>
  measuredPod({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'fraud', name },
    spec: {
      containers: [{ name: 'main', resources: { limits } }],
      volumes: [
        { name: 'a', persistentVolumeClaim: { claimName: claim } },
        { name: 'b', emptyDir: {} },
      ],
    },
    status: { phase },
  });
const claim = (name = 'work', phase = 'Bound') =>
  measuredClaim({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { namespace: 'fraud', name, creationTimestamp: NOON },
    status: { phase, capacity: { storage: '20Gi' } },
  });

function sample(text: string, series: string): number {
  const line = text.split('\n').find(each => each.startsWith(`${series}{`));
  return Number(line?.split('} ')[1]);
}

describe('simulatedMetrics', () => {
  it('tells of volumes that a running pod mounts, and says that it is simulated', () => {
    const text = simulatedMetrics(
      [pod('explore-0')],
      [claim(), claim('other'), claim('pending', 'Pending')],
      Date.parse(NOON),
    );
    expect(text).toContain(
      'kubelet_volume_stats_capacity_bytes{namespace="fraud",persistentvolumeclaim="work"} 21474836480\n',
    );
    expect(text).not.toContain('other');
    expect(text).toContain('# HELP kubelet_volume_stats_used_bytes Simulated');
    expect(simulatedMetrics([pod('explore-0', 'Pending')], [claim()], 0)).toBe(
      '',
    );
  });

  it('fills volumes slowly, always the same, and never over', () => {
    const used = (hours: number) =>
      sample(
        simulatedMetrics(
          [pod('explore-0')],
          [claim()],
          Date.parse(NOON) + hours * 3_600_000,
        ),
        'kubelet_volume_stats_used_bytes',
      ) /
      (20 * GI);
    expect(used(0)).toBeGreaterThanOrEqual(0.05);
    expect(used(0)).toBe(used(0));
    expect(used(10) - used(0)).toBeCloseTo(0.1);
    expect(used(10_000)).toBeCloseTo(0.97);
  });

  it.each([
    ['nvidia.com/gpu', 'DCGM_FI_PROF_GR_ENGINE_ACTIVE', 1],
    ['nvidia.com/mig-1g.10gb', 'DCGM_FI_PROF_GR_ENGINE_ACTIVE', 1],
    ['amd.com/gpu', 'gpu_gfx_activity', 100],
    ['habana.ai/gaudi', 'habanalabs_utilization', 100],
  ])('tells of each %s by %s', (resource, metric, full) => {
    const text = simulatedMetrics(
      [pod('a-0', 'Running', { [resource]: '2' })],
      [],
      0,
    );
    const lines = text.split('\n').filter(line => line.startsWith(metric));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/namespace="fraud",pod="a-0",container="main"/);
    expect(sample(text, metric)).toBeLessThanOrEqual(full);
  });

  it('leaves some accelerators idle and others not', () => {
    const activities = Array.from({ length: 30 }, (_, index) =>
      sample(
        simulatedMetrics(
          [pod(`a-${index}`, 'Running', { 'nvidia.com/gpu': '1' })],
          [],
          0,
        ),
        'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
      ),
    );
    expect(activities).toContain(0);
    expect(activities.some(activity => activity > 0.3)).toBe(true);
  });
});

describe('bytesOf', () => {
  it.each([
    ['20Gi', 20 * GI],
    ['1.5M', 1_500_000],
    ['1024', 1_024],
    ['much', 0],
    [undefined, 0],
  ])('takes %s for %d', (quantity, bytes) => {
    expect(bytesOf(quantity)).toBe(bytes);
  });
});
