import { Range } from './PrometheusClient';
import { Matchers, selector } from './promql';
import { Sample } from './readAnswer';

/** A gauge of how busy an accelerator is. */
export interface AcceleratorMetric {
  name: string;
  /** What it says of one that is fully busy. */
  full: number;
}

/** As the exporters of NVIDIA (DCGM), AMD and Intel name them. */
export const ACCELERATOR_METRICS: readonly AcceleratorMetric[] = [
  { name: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE', full: 1 },
  { name: 'DCGM_FI_DEV_GPU_UTIL', full: 100 },
  { name: 'gpu_gfx_activity', full: 100 },
  { name: 'habanalabs_utilization', full: 100 },
];

/** Less is the noise of a driver that looks after itself. */
const BUSY_FROM = 0.02;
const STEP_MS = 5 * 60_000;
const LOOK_BACK_MS = 24 * 3_600_000;

/** How busy the busiest accelerator of some pods is. */
export interface AcceleratorActivity {
  /** At most in the last five minutes, from 0 to 1. */
  activity: number;
  /** Since when none has done anything, in milliseconds since the epoch; absent while one does. */
  idleSince?: number;
  /** Longer even: that is as far as is looked back. */
  idleLonger?: boolean;
}

export function lookBack(now: number): Range {
  return { from: now - LOOK_BACK_MS, to: now, stepMs: STEP_MS };
}

/**
 * The busiest accelerator of the pods, at its busiest between two steps. Where
 * Prometheus does not honour the labels of what it scrapes, the pod is in
 * `exported_pod`, and `pod` is the exporter.
 */
export function activityQuery(
  metrics: readonly AcceleratorMetric[],
  namespace: string,
  pods: readonly string[],
  labels: Matchers,
): string {
  return metrics
    .map(({ name, full }) => {
      const whose: Matchers[] = [
        { namespace, pod: pods },
        { exported_namespace: namespace, exported_pod: pods },
      ];
      const busiest = whose.map(
        matchers =>
          `max_over_time(${selector(name, { ...labels, ...matchers })}[${
            STEP_MS / 1_000
          }s])`,
      );
      return `max(${busiest.join(' or ')}) / ${full}`;
    })
    .join(' or ');
}

/**
 * What the samples of {@link activityQuery} mean. Undefined when there is none
 * of now; while nothing was reported, nobody knows whether it was idle.
 */
export function readActivity(
  samples: readonly Sample[],
  { from, to, stepMs }: Range,
): AcceleratorActivity | undefined {
  const last = samples.at(-1);
  if (!last || to - last.at > stepMs) return undefined;
  const activity = Math.min(Math.max(last.value, 0), 1);
  let first: Sample | undefined;
  for (const sample of [...samples].reverse()) {
    const next: number = first?.at ?? sample.at;
    if (sample.value >= BUSY_FROM || next - sample.at > 1.5 * stepMs) break;
    first = sample;
  }
  if (!first) return { activity };
  return {
    activity,
    idleSince: first.at,
    ...(first.at - from < stepMs && { idleLonger: true }),
  };
}
