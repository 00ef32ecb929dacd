import { ApiResource } from '../discovery';
import { Projected } from '../informer';
import { KubernetesObject } from '../transport';

/** The resource that most tests use. */
export const configMaps: ApiResource = {
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'watch'],
};

export const aConfigMap = (
  name: string,
  data: Record<string, string> = {},
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'a' },
  data,
});

/** What informers under test hold of it. */
export interface SeenConfigMap extends Projected {
  data: unknown;
}

export function seenConfigMap({
  metadata,
  data,
}: KubernetesObject): SeenConfigMap {
  const { name, namespace, uid = '', resourceVersion = '' } = metadata;
  return { metadata: { name, namespace, uid, resourceVersion }, data };
}

/** Where the fake API server keeps that ConfigMap. */
export const configMapPath = (name: string): string =>
  `/api/v1/namespaces/a/configmaps/${name}`;
