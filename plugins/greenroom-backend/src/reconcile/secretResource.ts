import { ApiResource } from '@greenroom/controller-runtime';

/** The resource itself: Secrets are neither listed nor watched, so nothing else is known of them. */
export const SECRETS: ApiResource = {
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  namespaced: true,
  verbs: [],
};
