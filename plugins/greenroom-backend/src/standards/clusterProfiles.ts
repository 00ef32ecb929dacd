import {
  CPU_BOUNDS,
  HardwareProfile,
  hardwareProfile,
  MEMORY_BOUNDS,
  MOST_ACCELERATORS,
  parseQuantity,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  SeenHardwareProfile,
  SeenIdentifier,
} from '@greenroom/backstage-plugin-greenroom-node';
import { OfferingCluster, originOf } from './OfferingCluster';

/** What the dashboard writes where no priority is chosen. */
const NO_PRIORITY = 'None';

/** What the parts of the dashboard are here. */
const USED_FOR: Readonly<Record<string, 'Workbench' | 'ModelServer'>> = {
  workbench: 'Workbench',
  'model-serving': 'ModelServer',
};

/**
 * The hardware profile that a HardwareProfile of a cluster offers. Undefined
 * where it cannot be declared as it is meant: without CPU or memory, with more
 * than one resource besides, or with an amount that cannot be read. Half of it
 * would be another profile. Pure.
 */
export function profileOf(
  {
    metadata,
    title,
    description,
    disabled,
    visibleIn,
    identifiers,
    nodeSelector,
    tolerations,
    queue,
  }: SeenHardwareProfile,
  cluster: OfferingCluster,
): HardwareProfile | undefined {
  const { name, resourceVersion, generation = 1 } = metadata;
  const sized = (resource: string) =>
    identifiers.find(({ identifier }) => identifier === resource);
  const [device, ...more] = identifiers.filter(
    ({ identifier }) => identifier !== 'cpu' && identifier !== 'memory',
  );
  if (more.length) return undefined;
  const read = hardwareProfile.safeParse({
    name,
    version: `${generation}`,
    title: title?.slice(0, 100),
    description: description?.slice(0, 2000),
    lifecycle: disabled ? 'blocked' : 'supported',
    for: visibleIn?.flatMap(part => USED_FOR[part] ?? []),
    cpu: sizes(sized('cpu'), CPU_BOUNDS),
    memory: sizes(sized('memory'), MEMORY_BOUNDS),
    accelerator: device && {
      resource: device.identifier,
      product: (device.displayName ?? device.identifier).slice(0, 100),
      count: counts(device),
    },
    nodeSelector,
    tolerations: tolerations?.length ? tolerations : undefined,
    queue: queue && {
      name: queue.name,
      priorityClass:
        queue.priorityClass === NO_PRIORITY ? undefined : queue.priorityClass,
    },
    cluster: cluster.name,
  });
  if (!read.success) return undefined;
  const { origin, ...place } = originOf(metadata, cluster);
  return { ...read.data, ...place, origin: { ...origin, resourceVersion } };
}

function sizes(
  size: SeenIdentifier | undefined,
  [least, most]: readonly [string, string],
) {
  if (size?.defaultCount === undefined) return undefined;
  const { defaultCount, minCount = least, maxCount = most } = size;
  return {
    default: `${defaultCount}`,
    min: `${withinReach(minCount, least, most)}`,
    max: `${withinReach(maxCount, least, most)}`,
  };
}

function counts({
  defaultCount,
  minCount = 0,
  maxCount = MOST_ACCELERATORS,
}: SeenIdentifier) {
  const bound = (count: string | number) =>
    parseQuantity(withinReach(count, 0, MOST_ACCELERATORS)) ?? NaN;
  return {
    default: parseQuantity(defaultCount),
    min: bound(minCount),
    max: bound(maxCount),
  };
}

/** A bound beyond what can be asked for at all ends there. One that cannot be read stays as it is, and so refuses the profile. */
function withinReach<A extends string | number>(
  bound: string | number,
  least: A,
  most: A,
): string | number {
  const asked = parseQuantity(bound);
  if (asked === undefined) return bound;
  if (asked < parseQuantity(least)!) return least;
  return asked > parseQuantity(most)! ? most : bound;
}
