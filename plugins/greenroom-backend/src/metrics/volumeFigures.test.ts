import { readVolumes, volumeQuery } from './volumeFigures';

const series = (
  metric: 'used' | 'capacity',
  labels: Record<string, string>,
  value?: number,
) => ({
  labels: { __name__: `kubelet_volume_stats_${metric}_bytes`, ...labels },
  samples: value === undefined ? [] : [{ at: 0, value }],
});
const work = { namespace: 'fraud', persistentvolumeclaim: 'explore-work' };

describe('readVolumes', () => {
  it('joins what is used with how much there is', () => {
    expect([
      ...readVolumes([
        series('used', work, 12),
        series('capacity', work, 20),
        series('used', { ...work, namespace: 'churn' }, 1),
        series('capacity', { ...work, namespace: 'churn' }, 2),
      ]),
    ]).toEqual([
      ['fraud/explore-work', { usedBytes: 12, capacityBytes: 20 }],
      ['churn/explore-work', { usedBytes: 1, capacityBytes: 2 }],
    ]);
  });

  it('knows where the namespace is when labels are not honoured', () => {
    const exported = {
      ...work,
      namespace: 'kube-system',
      exported_namespace: 'fraud',
    };
    expect(
      readVolumes([
        series('used', exported, 12),
        series('capacity', exported, 20),
      ]).get('fraud/explore-work'),
    ).toEqual({ usedBytes: 12, capacityBytes: 20 });
  });

  it('takes an empty volume for one, and half a figure for none', () => {
    const other = { ...work, persistentvolumeclaim: 'half' };
    const figures = readVolumes([
      series('used', work, 0),
      series('capacity', work, 20),
      series('used', other, 3),
      series('capacity', other),
    ]);
    expect(figures.get('fraud/explore-work')).toMatchObject({ usedBytes: 0 });
    expect(figures.has('fraud/half')).toBe(false);
  });
});

describe('volumeQuery', () => {
  it("asks for this cluster's series only", () => {
    expect(volumeQuery({ cluster: 'prod' })).toContain('({cluster="prod",');
  });
});
