import { ApiResource, resourcePath } from '@greenroom/controller-runtime';
import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';

/** How many requests every side has under way. */
export const CONCURRENCY = 16;

const RESOURCES: Record<string, [plural: string, namespaced: boolean]> = {
  Namespace: ['namespaces', false],
  PersistentVolumeClaim: ['persistentvolumeclaims', true],
  Service: ['services', true],
  ServiceAccount: ['serviceaccounts', true],
  StatefulSet: ['statefulsets', true],
};

/** Path of an object: peers are spared discovery. */
export function pathOf({
  apiVersion,
  kind,
  metadata,
}: KubernetesObject): string {
  const [plural, namespaced] = RESOURCES[kind];
  const [group, version] = apiVersion.includes('/')
    ? apiVersion.split('/')
    : ['', apiVersion];
  const resource: ApiResource = {
    apiVersion,
    group,
    version,
    kind,
    plural,
    namespaced,
    verbs: [],
  };
  return resourcePath(resource, metadata);
}

/** Does something for each, `CONCURRENCY` at a time, in order. */
export async function inParallel<T>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (next < all.length) await work(all[next++]);
    }),
  );
}
