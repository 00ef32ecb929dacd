import { ClusterCapabilities } from '@greenroom/backstage-plugin-greenroom-node';
import { parseQuantity } from '@greenroom/backstage-plugin-greenroom-common';
import { canonicalQuantity } from './quantity';

/** ServiceAccount of every workload: it has no rights and mounts no token. */
export const WORKLOAD_ACCOUNT = 'greenroom-workload';

/** Group of the images' users, so that volumes are writable without root. */
const FS_GROUP = 100;

/** What every pod has in common: no identity, and Pod Security `restricted`. */
export function restrictedPod(cluster: ClusterCapabilities) {
  return {
    serviceAccountName: WORKLOAD_ACCOUNT,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
      // OpenShift gives each namespace its own range, and refuses others.
      ...(!isOpenShift(cluster) && { fsGroup: FS_GROUP }),
    },
  };
}

/** What Pod Security `restricted` asks of a container. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

/**
 * What every container has in common. Where it says nothing itself about why it
 * ended, the kubelet keeps the end of its log, and the explanation has it.
 */
export const commonContainer = {
  securityContext: restrictedContainer,
  terminationMessagePolicy: 'FallbackToLogsOnError',
};

export function isOpenShift(cluster: ClusterCapabilities): boolean {
  return cluster.serves(
    'security.openshift.io/v1',
    'SecurityContextConstraints',
  );
}

/**
 * Shared memory for data loaders and tensor parallelism, where the default is
 * 64 MiB. What is in it counts as the container's memory, so half is its bound
 * unless another one is asked for.
 */
export function sharedMemory(memory: string, size?: string) {
  const half = Math.floor((parseQuantity(memory) ?? 0) / 2 / 2 ** 20);
  return {
    volume: {
      name: 'shm',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: canonicalQuantity(size ?? `${Math.max(half, 64)}Mi`),
      },
    },
    mount: { name: 'shm', mountPath: '/dev/shm' },
  };
}

/** A probe of an HTTP path, with every default written out. */
export function httpProbe(
  path: string,
  port: number | string,
  {
    period,
    failures,
    timeout = 5,
  }: { period: number; failures: number; timeout?: number },
) {
  return {
    httpGet: { path, port, scheme: 'HTTP' },
    periodSeconds: period,
    timeoutSeconds: timeout,
    successThreshold: 1,
    failureThreshold: failures,
  };
}
