import { HardwareProfile } from '@greenroom/backstage-plugin-greenroom-common';
import { SeenNode, SeenPod } from '@greenroom/backstage-plugin-greenroom-node';

type Tolerations = HardwareProfile['tolerations'];

const INTEGER = /^(0|-?[1-9][0-9]*)$/;

/** By operator, whether the value of a taint is tolerated. */
const MATCHES: Record<
  NonNullable<NonNullable<Tolerations>[number]['operator']>,
  (taint: string, value: string) => boolean
> = {
  Exists: () => true,
  Equal: (taint, value) => taint === value,
  Gt: (taint, value) =>
    INTEGER.test(taint) && INTEGER.test(value) && Number(taint) > Number(value),
  Lt: (taint, value) =>
    INTEGER.test(taint) && INTEGER.test(value) && Number(taint) < Number(value),
};

/** Whether the node has every label of the selector. */
export function matchesSelector(
  { metadata: { labels = {} } }: SeenNode,
  selector: Record<string, string> = {},
): boolean {
  return Object.entries(selector).every(
    ([label, value]) => labels[label] === value,
  );
}

/** Whether every taint that keeps pods away is tolerated, by the scheduler's rules. */
export function tolerates(
  { taints }: SeenNode,
  tolerations: Tolerations = [],
): boolean {
  return taints
    .filter(({ effect }) => effect !== 'PreferNoSchedule')
    .every(taint =>
      tolerations.some(
        ({ key, operator = 'Equal', value = '', effect }) =>
          (effect === undefined || effect === taint.effect) &&
          (key === undefined ? operator === 'Exists' : key === taint.key) &&
          MATCHES[operator](taint.value ?? '', value),
      ),
    );
}

/** Whether new pods may go there. */
export function takesPods({ ready, unschedulable }: SeenNode): boolean {
  return ready && !unschedulable;
}

/** Whether the pod holds its devices: it has a node, and has not ended. */
export function holdsDevices({ nodeName, phase }: SeenPod): boolean {
  return nodeName !== undefined && phase !== 'Succeeded' && phase !== 'Failed';
}

/** Devices of each node that pods hold, by node name. */
export function heldByNode(
  pods: readonly SeenPod[],
  resource: string,
): Map<string, number> {
  const held = new Map<string, number>();
  for (const pod of pods) {
    const count = pod.devices[resource] ?? 0;
    if (count > 0 && pod.nodeName && holdsDevices(pod)) {
      held.set(pod.nodeName, (held.get(pod.nodeName) ?? 0) + count);
    }
  }
  return held;
}

/** Devices that a pod can still get there. */
export function freeOn(
  node: SeenNode,
  resource: string,
  held: Map<string, number>,
): number {
  if (!takesPods(node)) return 0;
  const taken = held.get(node.metadata.name) ?? 0;
  return Math.max(0, (node.allocatable[resource] ?? 0) - taken);
}
