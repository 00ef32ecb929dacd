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

type Amount = SeenIdentifier['defaultCount'];

/** Without a bound of its own, whatever can be asked for at all. */
function sizes(
  size: SeenIdentifier | undefined,
  [least, most]: readonly [string, string],
) {
  if (size?.defaultCount === undefined) return undefined;
  return {
    default: `${size.defaultCount}`,
    min: isWithin(size.minCount, least, most) ? `${size.minCount}` : least,
    max: isWithin(size.maxCount, least, most) ? `${size.maxCount}` : most,
  };
}

function counts({ defaultCount, minCount, maxCount }: SeenIdentifier) {
  return {
    default: parseQuantity(defaultCount),
    min: isWithin(minCount, 0, MOST_ACCELERATORS) ? parseQuantity(minCount) : 0,
    max: isWithin(maxCount, 0, MOST_ACCELERATORS)
      ? parseQuantity(maxCount)
      : MOST_ACCELERATORS,
  };
}

function isWithin(amount: Amount, least: Amount, most: Amount): boolean {
  const asked = parseQuantity(amount) ?? NaN;
  return asked >= parseQuantity(least)! && asked <= parseQuantity(most)!;
}
