import { KubernetesObject } from '@greenroom/controller-runtime';
import { MeasuredClaim, MeasuredPod } from './simulatedMetrics';

interface Pod {
  spec?: {
    containers?: {
      name: string;
      resources?: { limits?: Record<string, string> };
    }[];
    volumes?: { persistentVolumeClaim?: { claimName: string } }[];
  };
  status?: { phase?: string };
}

interface Claim {
  status?: { phase?: string; capacity?: { storage?: string } };
}

const FACTORS: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** What is kept of a pod. */
export function measuredPod(object: KubernetesObject): MeasuredPod {
  const { spec: { containers = [], volumes = [] } = {}, status } =
    object as Pod;
  const devices: Record<string, number> = {};
  for (const { resources } of containers) {
    for (const [resource, count] of Object.entries(resources?.limits ?? {})) {
      if (resource.includes('/')) {
        devices[resource] = (devices[resource] ?? 0) + Number(count);
      }
    }
  }
  return {
    ...placeOf(object),
    running: status?.phase === 'Running',
    container: containers[0]?.name ?? '',
    claims: volumes.flatMap(({ persistentVolumeClaim }) =>
      persistentVolumeClaim ? [persistentVolumeClaim.claimName] : [],
    ),
    devices,
  };
}

/** What is kept of a claim. */
export function measuredClaim(object: KubernetesObject): MeasuredClaim {
  const { status } = object as Claim;
  return {
    ...placeOf(object),
    bound: status?.phase === 'Bound',
    capacityBytes: bytesOf(status?.capacity?.storage),
    createdAt: String(object.metadata.creationTimestamp ?? ''),
  };
}

function placeOf({ metadata: { namespace = '', name } }: KubernetesObject) {
  return { namespace, name };
}

/** Bytes of a quantity as people write sizes; 0 of anything else. */
export function bytesOf(quantity: string | undefined): number {
  const [, digits, unit] =
    /^([0-9]+(?:\.[0-9]+)?)([kMGT]?|[KMGT]i)$/.exec(quantity ?? '') ?? [];
  return digits === undefined ? 0 : Number(digits) * FACTORS[unit];
}
