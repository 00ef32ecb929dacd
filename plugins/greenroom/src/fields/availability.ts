import {
  Capacity,
  HardwareProfile,
} from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult } from '@greenroom/backstage-plugin-greenroom-react';

/** What is free for a hardware profile right now. */
export type Availability =
  | { state: 'none-needed' }
  | { state: 'cannot-tell'; reason: string }
  | { state: 'absent' }
  | {
      state: 'seen';
      free: number;
      total: number;
      /** What one pod can still get. */
      largestFree: number;
      stale: boolean;
    };

/**
 * How many accelerators of a profile are free.
 * @param seen - the capacity, with why it is not there
 * @param cluster - only there; every cluster that is seen when undefined
 */
export function availability(
  { accelerator }: HardwareProfile,
  { state, value: capacity }: Pick<LiveResult<Capacity>, 'state' | 'value'>,
  cluster?: string,
): Availability {
  if (!accelerator) return { state: 'none-needed' };
  if (!capacity) {
    return {
      state: 'cannot-tell',
      reason:
        state === 'denied'
          ? 'You have no permission to see the clusters.'
          : 'Greenroom does not answer.',
    };
  }
  const clusters = capacity.clusters.filter(
    seen => cluster === undefined || seen.cluster === cluster,
  );
  const known = clusters.filter(seen => seen.known);
  if (!known.length) {
    return {
      state: 'cannot-tell',
      reason: clusters[0]?.reason ?? 'The cluster has not been seen yet.',
    };
  }
  const usages = capacity.accelerators.filter(
    usage =>
      usage.resource === accelerator.resource &&
      known.some(seen => seen.cluster === usage.cluster),
  );
  // One resource may stand for several products; without the product's own row all of them count.
  const exact = usages.filter(usage => usage.product === accelerator.product);
  const rows = exact.length ? exact : usages;
  if (!rows.length) return { state: 'absent' };
  const sum = (pick: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + pick(row), 0);
  return {
    state: 'seen',
    free: sum(row => row.free),
    total: sum(row => row.allocatable),
    largestFree: Math.max(...rows.map(row => row.largestFree)),
    stale: known.some(seen => seen.stale),
  };
}

/** `3 of 8 free`, to stand beside a profile's name. */
export function availabilityText(seen: Availability): string | undefined {
  switch (seen.state) {
    case 'seen':
      return `${seen.free} of ${seen.total} free`;
    case 'absent':
      return 'none in this cluster';
    case 'cannot-tell':
      return 'cannot tell what is free';
    default:
      return undefined;
  }
}

/** Whether a number of accelerators would start now, in a sentence. */
export function fitText(seen: Availability, count: number): string | undefined {
  if (seen.state === 'none-needed' || count === 0) return undefined;
  if (seen.state === 'cannot-tell') {
    return `Cannot tell whether this fits: ${seen.reason}`;
  }
  if (seen.state === 'absent') {
    return 'This cluster has none of these accelerators, so it would wait for ever.';
  }
  const age = seen.stale ? ' (as last seen; this may be old)' : '';
  if (count <= seen.largestFree) return `Fits now${age}.`;
  if (count > seen.total) {
    return `Never fits: there are only ${seen.total}${age}.`;
  }
  return `Would wait: at most ${seen.largestFree} are free on one node${age}.`;
}
