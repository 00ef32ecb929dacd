import { HardwareProfile } from '@greenroom/backstage-plugin-greenroom-common';
import { SeenNode } from '@greenroom/backstage-plugin-greenroom-node';
import { matchesSelector } from './placement';

/** Labels by which vendors name the product; NVIDIA also says how it is shared, e.g. `-SHARED`. */
const PRODUCT_LABELS: readonly [resource: RegExp, label: string][] = [
  [/^nvidia\.com\//, 'nvidia.com/gpu.product'],
  [/^amd\.com\//, 'amd.com/gpu.product-name'],
  [/^gpu\.intel\.com\//, 'gpu.intel.com/product'],
];

const NAMES: Record<string, string> = {
  'habana.ai/gaudi': 'Intel Gaudi',
};

/**
 * What people call a device of a node: as the hardware profile that selects
 * the node calls it, else by the vendor's label, else by its resource.
 */
export function productName(
  node: SeenNode,
  resource: string,
  profiles: readonly HardwareProfile[],
): string {
  // One that only repeats the resource says less than the vendor's label.
  const named = profiles.filter(
    ({ accelerator }) =>
      accelerator?.resource === resource && accelerator.product !== resource,
  );
  const selecting = named
    .filter(
      ({ nodeSelector }) =>
        Object.keys(nodeSelector ?? {}).length > 0 &&
        matchesSelector(node, nodeSelector),
    )
    .sort((a, b) => selectorSize(b) - selectorSize(a))[0];
  return (
    selecting?.accelerator?.product ??
    labelledProduct(node, resource) ??
    named.find(({ nodeSelector }) => !nodeSelector)?.accelerator?.product ??
    NAMES[resource] ??
    resource
  );
}

function selectorSize({ nodeSelector = {} }: HardwareProfile): number {
  return Object.keys(nodeSelector).length;
}

function labelledProduct(
  { metadata: { labels = {} } }: SeenNode,
  resource: string,
): string | undefined {
  const [, label] =
    PRODUCT_LABELS.find(([pattern]) => pattern.test(resource)) ?? [];
  const product = label && labels[label];
  if (!product) return undefined;
  const [, slice] = /\/mig-(.+)$/.exec(resource) ?? [];
  return slice && !product.includes('MIG')
    ? `${product} MIG ${slice}`
    : product;
}
