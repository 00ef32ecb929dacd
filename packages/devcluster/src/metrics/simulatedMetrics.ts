import { createHash } from 'node:crypto';

/** What the metrics of a pod are made of. */
export interface MeasuredPod {
  namespace: string;
  name: string;
  running: boolean;
  container: string;
  claims: readonly string[];
  /** Extended resources that it holds. */
  devices: Readonly<Record<string, number>>;
}

/** What the metrics of a claim are made of. */
export interface MeasuredClaim {
  namespace: string;
  name: string;
  bound: boolean;
  capacityBytes: number;
  createdAt: string;
}

const HOUR_MS = 3_600_000;
/** A kubelet reports a volume that has no room left as any other. */
const FULLEST = 0.97;
const PER_HOUR = 0.01;

/** Gauges as the exporters of the vendors name them: the label that tells devices apart, and what is fully busy. */
const GAUGES: Record<string, { name: string; device: string; full: number }> = {
  'nvidia.com': {
    name: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
    device: 'gpu',
    full: 1,
  },
  'amd.com': { name: 'gpu_gfx_activity', device: 'gpu_id', full: 100 },
  'habana.ai': { name: 'habanalabs_utilization', device: 'device', full: 100 },
};

/**
 * What kubelets and the exporters of accelerators would tell if there were any,
 * in Prometheus' text format: of volumes that running pods mount, and of the
 * accelerators that they hold. The figures follow from names, so that they are
 * the same at every look: volumes fill by 1 % an hour, and about every third
 * pod does nothing with its accelerators.
 */
export function simulatedMetrics(
  pods: readonly MeasuredPod[],
  claims: readonly MeasuredClaim[],
  now: number,
): string {
  const running = pods.filter(pod => pod.running);
  const mounted = new Set(
    running.flatMap(({ namespace, claims: names }) =>
      names.map(name => `${namespace}/${name}`),
    ),
  );
  const volumes = claims.filter(
    ({ bound, namespace, name }) =>
      bound && mounted.has(`${namespace}/${name}`),
  );
  return [
    ...family(
      'kubelet_volume_stats_capacity_bytes',
      volumes.map(claim => [labelsOf(claim), claim.capacityBytes]),
    ),
    ...family(
      'kubelet_volume_stats_used_bytes',
      volumes.map(claim => [labelsOf(claim), usedBytes(claim, now)]),
    ),
    ...Object.entries(GAUGES).flatMap(([vendor, { name, device, full }]) =>
      family(
        name,
        running.flatMap(pod =>
          indices(devicesOf(pod, vendor)).map(
            (index): Sample => [
              {
                namespace: pod.namespace,
                pod: pod.name,
                container: pod.container,
                [device]: String(index),
              },
              activityOf(pod) * full,
            ],
          ),
        ),
      ),
    ),
    '',
  ].join('\n');
}

type Sample = [labels: Record<string, string>, value: number];

function family(name: string, samples: Sample[]): string[] {
  if (!samples.length) return [];
  return [
    `# HELP ${name} Simulated: nothing runs here that could be measured.`,
    `# TYPE ${name} gauge`,
    ...samples.map(([labels, value]) => `${name}${written(labels)} ${value}`),
  ];
}

/** Names in Kubernetes need no escapes, and JSON's are those of the format. */
function written(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  );
  return `{${pairs.join(',')}}`;
}

function labelsOf({ namespace, name }: MeasuredClaim) {
  return { namespace, persistentvolumeclaim: name };
}

function usedBytes(claim: MeasuredClaim, now: number): number {
  const { namespace, name, capacityBytes, createdAt } = claim;
  const hours = Math.max(now - Date.parse(createdAt), 0) / HOUR_MS;
  const share = 0.05 + 0.6 * chance(`${namespace}/${name}`);
  return Math.round(
    capacityBytes * Math.min(share + PER_HOUR * hours, FULLEST),
  );
}

function activityOf({ namespace, name }: MeasuredPod): number {
  const drawn = chance(`${namespace}/${name}`);
  return drawn < 1 / 3 ? 0 : Math.round(drawn * 100) / 100;
}

function devicesOf({ devices }: MeasuredPod, vendor: string): number {
  return Object.entries(devices)
    .filter(([resource]) => resource.startsWith(`${vendor}/`))
    .reduce((sum, [, count]) => sum + count, 0);
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** From 0 to 1, always the same for a text. */
function chance(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}
