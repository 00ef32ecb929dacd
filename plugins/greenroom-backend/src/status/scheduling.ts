import { AcceleratorUsage } from '@greenroom/backstage-plugin-greenroom-common';
import {
  describeObject,
  isExtendedResource,
  SeenPod,
} from '@greenroom/backstage-plugin-greenroom-node';
import { Evidence } from './Evidence';
import { isAboutPod } from './warnings';

/** A pod that the scheduler finds no node for, in its own words. */
export interface Unscheduled {
  pod: SeenPod;
  /** e.g. `Pod fraud/explore-0` */
  object: string;
  message: string;
  /** The message without what preemption would bring. */
  reasons: string;
}

/** The first pod without a node. */
export function unscheduled({
  pods,
  events,
}: Evidence): Unscheduled | undefined {
  for (const pod of pods) {
    const condition = pod.conditions.find(
      ({ type }) => type === 'PodScheduled',
    );
    if (condition?.status !== 'True' && !pod.nodeName) {
      const said =
        condition?.reason === 'Unschedulable' && condition.message
          ? condition.message
          : events.find(
              event =>
                event.reason === 'FailedScheduling' && isAboutPod(event, pod),
            )?.message;
      if (said) {
        return {
          pod,
          object: describeObject(pod),
          message: said,
          reasons: said.split(/[.,;]? preemption:/)[0],
        };
      }
    }
  }
  return undefined;
}

/** Nodes that would do but for what runs there already: the scheduler looks at that last. */
const FULL = /Insufficient |Too many pods/;

/** Taints and labels keep the pod from nodes that are not meant for it; those that are meant for it are full. */
export function suitableAreFull({ pod, reasons }: Unscheduled): boolean {
  return Object.keys(pod.devices).length === 0 && FULL.test(reasons);
}

/** A device that no node has enough of for a pod. */
export interface Shortage extends Unscheduled {
  /** e.g. `nvidia.com/gpu` */
  resource: string;
  wanted: number;
  /** What people call the device. */
  product: string;
  /** Undefined when the cluster's capacity is not seen. */
  usages?: readonly AcceleratorUsage[];
}

/** The device that a pod waits for. Source: kube-scheduler, "Insufficient <resource>". */
export function acceleratorShortage(evidence: Evidence): Shortage | undefined {
  const waiting = unscheduled(evidence);
  const resource = waiting?.reasons
    .match(/Insufficient [^\s,]+/g)
    ?.map(text => text.replace(/^Insufficient /, '').replace(/\.$/, ''))
    .find(isExtendedResource);
  if (!waiting || !resource) return undefined;
  const { resolved, accelerators } = evidence.context;
  const named = resolved.profile?.accelerator;
  const product = named?.resource === resource ? named.product : resource;
  return {
    ...waiting,
    resource,
    wanted: waiting.pod.devices[resource] ?? 1,
    product,
    usages: accelerators && usagesOf(accelerators, resource, product),
  };
}

/** Those of the product; all of the resource when the product is not told apart. */
export function usagesOf(
  accelerators: readonly AcceleratorUsage[],
  resource: string,
  product: string,
): AcceleratorUsage[] {
  const same = accelerators.filter(each => each.resource === resource);
  const exact = same.filter(each => each.product === product);
  return exact.length ? exact : same;
}

export function sumOf(
  usages: readonly AcceleratorUsage[],
  field: 'allocatable' | 'free',
): number {
  return usages.reduce((total, usage) => total + usage[field], 0);
}

export function largestOf(
  usages: readonly AcceleratorUsage[],
  field: 'largestFree' | 'largestNode',
): number {
  return Math.max(0, ...usages.map(usage => usage[field] ?? Infinity));
}
