import {
  HardwareProfile,
  Preflight,
} from '@greenroom/backstage-plugin-greenroom-common';
import { SeenNode, SeenPod } from '@greenroom/backstage-plugin-greenroom-node';
import { freeOn, heldByNode, matchesSelector, tolerates } from './placement';

/** What is asked for, and what is seen of the cluster. */
export interface FitInput {
  profile: HardwareProfile;
  /** Devices of one pod; the profile's default when absent. */
  count?: number;
  /** Undefined: not seen. */
  nodes?: readonly SeenNode[];
  pods?: readonly SeenPod[];
}

/**
 * Whether one pod finds its accelerators on a node now, later or never. CPU and
 * memory are not looked at, so without accelerators it cannot be told unless
 * no node admits the profile at all.
 */
export function fit({
  profile,
  count = profile.accelerator?.count.default ?? 0,
  nodes,
  pods,
}: FitInput): Pick<Preflight, 'fit' | 'summary'> {
  if (!nodes || !pods) {
    return {
      fit: 'cannot-tell',
      summary: "The cluster's nodes and pods are not seen.",
    };
  }
  const admitting = nodes.filter(
    node =>
      matchesSelector(node, profile.nodeSelector) &&
      tolerates(node, profile.tolerations),
  );
  if (!admitting.length) {
    return {
      fit: 'never',
      summary: `No node has the labels and admits the pods of profile ${profile.name}.`,
    };
  }
  const { accelerator } = profile;
  if (!accelerator || count === 0) return { fit: 'cannot-tell' };

  const { resource, product } = accelerator;
  const held = heldByNode(pods, resource);
  const free = Math.max(
    0,
    ...admitting.map(node => freeOn(node, resource, held)),
  );
  const largest = Math.max(
    0,
    ...admitting.map(node => node.allocatable[resource] ?? 0),
  );
  if (count > largest) {
    return {
      fit: 'never',
      summary: `${count} ${product} can never fit: the largest node has ${largest}.`,
    };
  }
  return count <= free
    ? { fit: 'fits' }
    : {
        fit: 'waits',
        summary: `It would wait: ${count} ${product} wanted, ${free} free on one node.`,
      };
}
