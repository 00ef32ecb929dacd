import { Row } from './rig/rows';

/** What a figure has to reach; see docs/benchmarks.md. */
export interface Bar {
  scenario: string;
  metric: string;
  /** At least or at most this, in a run on quiet cores. */
  min?: number;
  max?: number;
  /**
   * What the quick run of `npm test` still lets pass, where other work may be on
   * the same cores: only what is far off fails. Absent: not looked at there.
   */
  far?: number;
}

/** Counts are exact on any machine; ratios are not, so their `far` is generous; times are never looked at. */
export const BARS: readonly Bar[] = [
  { scenario: 'B1', metric: 'objects_per_s_vs_P0', min: 0.8, far: 0.3 },
  { scenario: 'B1', metric: 'objects_per_s_vs_P2', min: 1.4, far: 0.6 },
  { scenario: 'B1', metric: 'objects_per_s_vs_P1_bulk', min: 1.5, far: 0.5 },
  { scenario: 'B1', metric: 'cpu_per_object_vs_P0', max: 2, far: 6 },
  { scenario: 'B1', metric: 'cpu_per_object_vs_P2', max: 0.5, far: 2 },
  { scenario: 'B1', metric: 'calls_per_object_spread', max: 2.05, far: 2.05 },
  { scenario: 'B1', metric: 'calls_per_object_bulk', max: 1.1, far: 1.6 },
  { scenario: 'B2', metric: 'writes', max: 0, far: 0 },
  { scenario: 'B3', metric: 'requests', max: 0, far: 0 },
  { scenario: 'B3', metric: 'writes', max: 0, far: 0 },
  { scenario: 'B4', metric: 'calls_per_change', max: 1.05, far: 1.05 },
  { scenario: 'B4', metric: 'p99_ms_over_P0', max: 100 },
  { scenario: 'B5', metric: 'p99_vs_alone', max: 2 },
  { scenario: 'B6', metric: 'heal_p99_ms', max: 5_000 },
  { scenario: 'B7', metric: 'staleness_p99_ms', max: 500 },
  { scenario: 'B8', metric: 'p99_ms', max: 20 },
  { scenario: 'B8', metric: 'cluster_calls', max: 0, far: 0 },
  { scenario: 'B8', metric: 'faster_than_P3', min: 20 },
  { scenario: 'B10', metric: 'p99_with_one_blackholed', max: 1.1 },
  { scenario: 'B11', metric: 'takeover_s', max: 15, far: 15 },
  { scenario: 'B11', metric: 'duplicates', max: 0, far: 0 },
  { scenario: 'B12', metric: 'orphans', max: 0, far: 0 },
  { scenario: 'M1', metric: 'rss_mb_per_1000_assets', max: 3 },
  { scenario: 'M2', metric: 'rss_mb_of_strangers', max: 60 },
];

/** The bar of a row, where it has one. */
export function barOf({ scenario, metric, subject }: Row): Bar | undefined {
  return subject === 'greenroom'
    ? BARS.find(bar => bar.scenario === scenario && bar.metric === metric)
    : undefined;
}

/** Whether a figure reaches its bar; with `far`, whether it is not far off. */
export function reaches(row: Row, bar: Bar, how: 'bar' | 'far'): boolean {
  const { min, max, far } = bar;
  if (how === 'far') {
    if (far === undefined) return true;
    return min === undefined ? row.value <= far : row.value >= far;
  }
  return (
    (min === undefined || row.value >= min) &&
    (max === undefined || row.value <= max)
  );
}
