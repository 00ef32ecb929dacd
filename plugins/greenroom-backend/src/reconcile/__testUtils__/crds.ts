import {
  ApiResource,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { named } from '../faults/__testUtils__/assets';
import { eventually } from './EngineHarness';

const CRDS: ApiResource = {
  ...named(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'customresourcedefinitions',
  ),
  namespaced: false,
};

const crdOf = ({ group, version, kind, plural }: ApiResource) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: `${plural}.${group}`,
    // Groups under k8s.io are the project's own to give out.
    annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' },
  },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind, plural, singular: kind.toLowerCase() },
    versions: [
      {
        name: version,
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      },
    ],
  },
});

/** Serves kinds of which nobody here is the controller: that there is such a kind, and nothing of what it may say. */
export async function serveKinds(
  kubectl: KubeClient,
  resources: readonly ApiResource[],
): Promise<void> {
  for (const resource of resources) {
    await kubectl.create(CRDS, crdOf(resource) as KubernetesObject);
  }
  await eventually(async () => {
    for (const resource of resources) {
      await kubectl.listPage(resource, { namespace: 'default' });
    }
  });
}

export async function unserveKinds(
  kubectl: KubeClient,
  resources: readonly ApiResource[],
): Promise<void> {
  for (const { plural, group } of resources) {
    await kubectl.delete(CRDS, { name: `${plural}.${group}` });
  }
}
