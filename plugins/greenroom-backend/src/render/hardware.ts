import { InputError } from '@backstage/errors';
import {
  HardwareProfile,
  ResolvedStandards,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import { canonicalQuantity } from './quantity';

export type HardwareChoice = WorkbenchSpec['hardware'];

/** What one pod asks for. */
export interface HardwareRequest {
  cpu: string;
  memory: string;
  /** Absent when no device is asked for. */
  accelerator?: { resource: string; product: string; count: number };
}

/** @throws InputError when the declaration was never resolved to a profile */
export function requiredProfile(
  choice: HardwareChoice,
  { profile }: ResolvedStandards,
): HardwareProfile {
  if (!profile) {
    throw new InputError(
      `spec.hardware.profile "${choice.profile}" is not resolved: declare it again with a profile of the standards`,
    );
  }
  return profile;
}

/** The sizes of the choice, else the profile's defaults. */
export function hardwareRequest(
  choice: HardwareChoice,
  profile: HardwareProfile,
): HardwareRequest {
  const { accelerator } = profile;
  const count = accelerator ? choice.count ?? accelerator.count.default : 0;
  return {
    cpu: canonicalQuantity(choice.cpu ?? profile.cpu.default),
    memory: canonicalQuantity(choice.memory ?? profile.memory.default),
    accelerator:
      accelerator && count > 0
        ? {
            resource: accelerator.resource,
            product: accelerator.product,
            count,
          }
        : undefined,
  };
}

/**
 * Resources of the main container. Requests equal limits: devices demand it,
 * and a notebook that may burst takes memory that its neighbour counts on.
 */
export function resources(request: HardwareRequest) {
  const { cpu, memory, accelerator } = request;
  const amounts: Record<string, string> = {
    cpu,
    memory,
    ...(accelerator && { [accelerator.resource]: String(accelerator.count) }),
  };
  return { requests: amounts, limits: { ...amounts } };
}

const QUEUE_NAME = 'kueue.x-k8s.io/queue-name';

/** Has Kueue let a workload in by the queue of its profile; without one it waits in that of its namespace. */
export function queueLabels({
  profile,
}: ResolvedStandards): Record<string, string> {
  const { queue } = profile ?? {};
  return queue
    ? {
        [QUEUE_NAME]: queue.name,
        ...(queue.priorityClass && {
          'kueue.x-k8s.io/priority-class': queue.priorityClass,
        }),
      }
    : {};
}

/** Which HardwareProfile was chosen, and as it was then: Open Data Hub's dashboard reads it. */
export function profileAnnotations({
  profile,
}: ResolvedStandards): Record<string, string> {
  return profile?.origin
    ? {
        'opendatahub.io/hardware-profile-name': profile.name,
        'opendatahub.io/hardware-profile-namespace': profile.origin.namespace,
        'opendatahub.io/hardware-profile-resource-version':
          profile.origin.resourceVersion,
      }
    : {};
}

/** Where the profile's pods may run: nobody else writes it in portable mode. */
export function scheduling({ nodeSelector, tolerations }: HardwareProfile) {
  return {
    ...(nodeSelector && { nodeSelector }),
    ...(tolerations?.length && { tolerations }),
  };
}
