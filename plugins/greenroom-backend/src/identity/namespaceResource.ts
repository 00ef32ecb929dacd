import { ApiResource } from '@greenroom/controller-runtime';

/** The resource itself: namespaces are looked up by name also where discovery has not answered yet. */
export const NAMESPACES: ApiResource = {
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  namespaced: false,
  verbs: [],
};
