import {
  Capacity,
  Preflight,
  ResolvedStandards,
  Kind,
  KindSpecs,
} from '@greenroom/backstage-plugin-greenroom-common';

/** What of a declaration decides where it fits. */
interface Wanted {
  kind: Kind;
  spec: KindSpecs[Kind];
  resolved: ResolvedStandards;
  cluster: string;
}

/** Whether the accelerators of a declaration are free now, later, or never, as far as is seen. */
export function fitOf(
  { spec, resolved, cluster }: Wanted,
  capacity: Capacity,
): Pick<Preflight, 'fit' | 'summary'> {
  const accelerator = resolved.profile?.accelerator;
  const count =
    ('hardware' in spec ? spec.hardware.count : undefined) ??
    accelerator?.count.default ??
    0;
  // CPU and memory are not looked at, so without accelerators nobody can tell.
  if (!accelerator || count === 0) return { fit: 'cannot-tell' };

  const seen = capacity.clusters.find(each => each.cluster === cluster);
  if (!seen?.known || seen.stale) {
    return {
      fit: 'cannot-tell',
      summary: `The capacity of cluster ${cluster} is not known${
        seen?.reason ? `: ${seen.reason}` : ''
      }.`,
    };
  }
  const usages = capacity.accelerators.filter(
    usage =>
      usage.cluster === cluster && usage.resource === accelerator.resource,
  );
  const free = Math.max(0, ...usages.map(usage => usage.largestFree));
  const allocatable = Math.max(0, ...usages.map(usage => usage.allocatable));
  if (free >= count) return { fit: 'fits' };
  const { product } = accelerator;
  return allocatable >= count
    ? {
        fit: 'waits',
        summary: `It would wait: ${count} ${product} wanted, ${free} free on one node.`,
      }
    : {
        fit: 'never',
        summary: `It can never start: ${count} ${product} wanted, cluster ${cluster} has ${allocatable}.`,
      };
}
