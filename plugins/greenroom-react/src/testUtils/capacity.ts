import {
  AcceleratorUsage,
  Capacity,
} from '@greenroom/backstage-plugin-greenroom-common';
import { NOON } from './assets';

/** Eight A100 on one node of cluster `dev`, of which three are free. */
export function anAccelerator(
  usage: Partial<AcceleratorUsage> = {},
): AcceleratorUsage {
  return {
    cluster: 'dev',
    resource: 'nvidia.com/gpu',
    product: 'NVIDIA A100 80GB',
    nodes: 1,
    allocatable: 8,
    used: 5,
    free: 3,
    largestFree: 3,
    holders: [
      {
        namespace: 'fraud',
        asset: { kind: 'Workbench', project: 'fraud', name: 'explore' },
        count: 1,
        since: NOON,
      },
      { namespace: 'vision', pod: 'train-0', count: 4 },
    ],
    ...usage,
  };
}

/** Cluster `dev`, which is seen, with {@link anAccelerator}. */
export function aCapacity(
  cluster: Partial<Capacity['clusters'][number]> = {},
  accelerators: AcceleratorUsage[] = [anAccelerator()],
): Capacity {
  return {
    clusters: [
      {
        cluster: 'dev',
        known: true,
        stale: false,
        simulated: false,
        observedAt: NOON,
        ...cluster,
      },
    ],
    accelerators,
  };
}
