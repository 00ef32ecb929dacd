import {
  KubernetesObject,
  OwnerReference,
} from '@greenroom/controller-runtime';

/** The parts of built-in objects that the stand-ins read and write. */

export interface Container {
  name: string;
  image?: string;
  args?: string[];
  env?: { name: string; value?: string }[];
  ports?: { containerPort: number; name?: string; protocol?: string }[];
  workingDir?: string;
  volumeMounts?: object[];
  [field: string]: unknown;
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  volumes?: object[];
  securityContext?: { fsGroup?: number; [field: string]: unknown };
  [field: string]: unknown;
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastProbeTime?: string | null;
}

export interface Pod extends KubernetesObject {
  status?: {
    phase?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

export interface ContainerStatus {
  name: string;
  restartCount?: number;
  state?: ContainerState;
  lastState?: ContainerState;
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: { reason?: string; exitCode?: number; message?: string };
}

export interface Workload extends KubernetesObject {
  spec?: {
    replicas?: number;
    template?: {
      metadata?: {
        labels?: Record<string, string>;
        annotations?: Record<string, string>;
      };
    };
  };
  status?: {
    readyReplicas?: number;
    replicas?: number;
    conditions?: Condition[];
  };
}

/** Makes `owner` the controller, so that garbage collection follows its deletion. */
export function controlledBy(owner: KubernetesObject): OwnerReference[] {
  const { apiVersion, kind, metadata } = owner;
  return [
    {
      apiVersion,
      kind,
      name: metadata.name,
      uid: metadata.uid ?? '',
      controller: true,
      blockOwnerDeletion: true,
    } as OwnerReference,
  ];
}
