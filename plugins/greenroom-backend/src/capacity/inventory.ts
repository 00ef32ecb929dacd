import {
  AcceleratorHolder,
  AcceleratorUsage,
  HardwareProfile,
  kubernetesId,
  KINDS,
  LABEL_DECLARATION,
  LABEL_KUBERNETES_ID,
  LABEL_PROJECT,
} from '@greenroom/backstage-plugin-greenroom-common';
import { SeenNode, SeenPod } from '@greenroom/backstage-plugin-greenroom-node';
import { freeOn, heldByNode, holdsDevices } from './placement';
import { productName } from './productName';

/** Vendors whose extended resources are accelerators; others (RDMA, KVM) are not. */
const VENDOR =
  /^(nvidia\.com|amd\.com|habana\.ai|gpu\.intel\.com|intel\.com|aws\.amazon\.com|google\.com|ibm\.com)\/(gpu|mig-|pgpu|cpx|gaudi|i915|xe|neuron|tpu|spyre)/;

/** What is counted: every node and pod of a cluster. */
export interface InventoryInput {
  cluster: string;
  nodes: readonly SeenNode[];
  pods: readonly SeenPod[];
  /** They say what people call a device, and which resources besides the vendors' count. */
  profiles?: readonly HardwareProfile[];
}

/**
 * The accelerators of a cluster, by resource and product. `free` counts what a
 * new pod can get, so devices of nodes that are cordoned or not ready are
 * neither used nor free.
 */
export function inventory({
  cluster,
  nodes,
  pods,
  profiles = [],
}: InventoryInput): AcceleratorUsage[] {
  const usages = acceleratorResources(nodes, profiles).flatMap(resource => {
    const held = heldByNode(pods, resource);
    return [...byProduct(nodes, resource, profiles)].map(
      ([product, having]): AcceleratorUsage => {
        const names = new Set(having.map(({ metadata }) => metadata.name));
        const allocatable = having.map(node => node.allocatable[resource]);
        const free = having.map(node => freeOn(node, resource, held));
        const holders = holdersOn(pods, resource, names);
        return {
          cluster,
          resource,
          product,
          nodes: having.length,
          allocatable: sum(allocatable),
          used: sum(holders.map(({ count }) => count)),
          free: sum(free),
          largestFree: Math.max(0, ...free),
          largestNode: Math.max(0, ...allocatable),
          holders,
        };
      },
    );
  });
  return usages.sort(
    (a, b) =>
      a.resource.localeCompare(b.resource) ||
      a.product.localeCompare(b.product),
  );
}

/** Nodes report 0 while a driver is down: then it is known that there are none. */
function acceleratorResources(
  nodes: readonly SeenNode[],
  profiles: readonly HardwareProfile[],
): string[] {
  const named = new Set(
    profiles.flatMap(({ accelerator }) => accelerator?.resource ?? []),
  );
  const offered = nodes.flatMap(({ allocatable }) => Object.keys(allocatable));
  return [...new Set(offered)].filter(
    resource => named.has(resource) || VENDOR.test(resource),
  );
}

function byProduct(
  nodes: readonly SeenNode[],
  resource: string,
  profiles: readonly HardwareProfile[],
): Map<string, SeenNode[]> {
  const products = new Map<string, SeenNode[]>();
  for (const node of nodes) {
    if (node.allocatable[resource] !== undefined) {
      const product = productName(node, resource, profiles);
      products.set(product, [...(products.get(product) ?? []), node]);
    }
  }
  return products;
}

function holdersOn(
  pods: readonly SeenPod[],
  resource: string,
  nodeNames: ReadonlySet<string>,
): AcceleratorHolder[] {
  return pods
    .filter(
      pod =>
        holdsDevices(pod) &&
        nodeNames.has(pod.nodeName ?? '') &&
        (pod.devices[resource] ?? 0) > 0,
    )
    .map(pod => ({
      namespace: pod.metadata.namespace ?? '',
      asset: assetOf(pod),
      pod: pod.metadata.name,
      count: pod.devices[resource],
      since: pod.conditions.find(
        ({ type, status }) => type === 'PodScheduled' && status === 'True',
      )?.lastTransitionTime,
    }))
    .sort((a, b) => b.count - a.count || a.pod.localeCompare(b.pod));
}

/**
 * The asset that a pod says it belongs to. Labels can be forged, so it is used
 * for a name to show and nothing else, and only within the asset's own project.
 */
function assetOf({
  metadata: { namespace, labels = {} },
}: SeenPod): AcceleratorHolder['asset'] {
  const project = labels[LABEL_PROJECT];
  const id = labels[LABEL_KUBERNETES_ID] ?? '';
  if (!labels[LABEL_DECLARATION] || project !== namespace) return undefined;
  const kind = KINDS.find(each =>
    id.startsWith(kubernetesId({ kind: each, name: '' })),
  );
  return (
    kind && {
      kind,
      project,
      name: id.slice(kubernetesId({ kind, name: '' }).length),
    }
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
