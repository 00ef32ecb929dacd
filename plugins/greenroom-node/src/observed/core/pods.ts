import { parseQuantity } from '@greenroom/backstage-plugin-greenroom-common';
import { ObservedKind, Seen } from '../Observations';
import {
  bounded,
  boundedEnd,
  SeenCondition,
  seenConditions,
  seenMetadata,
} from './meta';

export interface SeenTermination {
  reason?: string;
  exitCode?: number;
  message?: string;
  finishedAt?: string;
}

export interface SeenContainer {
  name: string;
  image?: string;
  init: boolean;
  ready: boolean;
  restartCount: number;
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: SeenTermination;
  lastTerminated?: SeenTermination;
}

export interface SeenPod extends Seen {
  kind: 'Pod';
  nodeName?: string;
  phase?: string;
  reason?: string;
  message?: string;
  conditions: readonly SeenCondition[];
  containers: readonly SeenContainer[];
  /** Extended resources (`vendor/device`) that the pod asks for. */
  devices: Readonly<Record<string, number>>;
}

interface PodContainer {
  resources?: {
    requests?: Record<string, string>;
    limits?: Record<string, string>;
  };
}

interface ContainerStatus {
  name: string;
  image?: string;
  ready?: boolean;
  restartCount?: number;
  state?: ContainerState;
  lastState?: ContainerState;
}

interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: SeenTermination;
}

interface Pod {
  spec?: {
    nodeName?: string;
    containers?: PodContainer[];
    initContainers?: PodContainer[];
  };
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    conditions?: SeenCondition[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

/** Pods: what they wait for, run and hold. */
export const pods: ObservedKind<SeenPod> = {
  apiVersion: 'v1',
  kind: 'Pod',
  labels: [
    'notebook-name',
    'serving.kserve.io/inferenceservice',
    'greenroom.dev/declaration',
  ],
  project: object => {
    const { spec, status } = object as Pod;
    return {
      kind: 'Pod',
      metadata: seenMetadata(object),
      nodeName: spec?.nodeName,
      phase: status?.phase,
      reason: status?.reason,
      message: bounded(status?.message),
      conditions: seenConditions(status?.conditions),
      containers: [
        ...(status?.initContainerStatuses ?? []).map(container =>
          seenContainer(container, true),
        ),
        ...(status?.containerStatuses ?? []).map(container =>
          seenContainer(container, false),
        ),
      ],
      devices: podDevices(spec),
    };
  },
};

function seenContainer(
  container: ContainerStatus,
  init: boolean,
): SeenContainer {
  const {
    name,
    image,
    ready = false,
    restartCount = 0,
    state,
    lastState,
  } = container;
  return {
    name,
    image,
    init,
    ready,
    restartCount,
    waiting: state?.waiting && {
      reason: state.waiting.reason,
      message: bounded(state.waiting.message),
    },
    running: state?.running && { startedAt: state.running.startedAt },
    terminated: seenTermination(state?.terminated),
    lastTerminated: seenTermination(lastState?.terminated),
  };
}

function seenTermination(
  ended: SeenTermination | undefined,
): SeenTermination | undefined {
  return (
    ended && {
      reason: ended.reason,
      exitCode: ended.exitCode,
      message: boundedEnd(ended.message),
      finishedAt: ended.finishedAt,
    }
  );
}

/** As the scheduler counts: the sum of the containers, or the largest init container if that is more. */
function podDevices(spec: Pod['spec']): Record<string, number> {
  const devices: Record<string, number> = {};
  for (const container of spec?.containers ?? []) {
    for (const [resource, count] of extendedResources(container)) {
      devices[resource] = (devices[resource] ?? 0) + count;
    }
  }
  for (const container of spec?.initContainers ?? []) {
    for (const [resource, count] of extendedResources(container)) {
      devices[resource] = Math.max(devices[resource] ?? 0, count);
    }
  }
  return devices;
}

function extendedResources({ resources }: PodContainer): [string, number][] {
  return Object.entries({ ...resources?.limits, ...resources?.requests })
    .filter(([resource]) => isExtendedResource(resource))
    .map(([resource, quantity]) => [resource, parseQuantity(quantity) ?? 0]);
}

/** Extended resources have a domain outside `kubernetes.io`. */
export function isExtendedResource(resource: string): boolean {
  return resource.includes('/') && !/(^|\.)kubernetes\.io\//.test(resource);
}
