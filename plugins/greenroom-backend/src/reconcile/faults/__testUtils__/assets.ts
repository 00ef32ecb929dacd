import { ANNOTATION_RELEASED } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ApplyFailure,
  KubernetesObject,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  aHardwareProfile,
  aServingRuntime,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { ApiResource, isNotFound } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { StoredDeclaration } from '../../../declarations/DeclarationStore';
import {
  EngineHarness,
  eventually,
  RESOURCES,
} from '../../__testUtils__/EngineHarness';

export const STORAGE = {
  storage: [{ name: 'work', size: '1Gi', mountPath: '/opt/work' }],
};

/** A resource of namespaces by its names. */
export const named = (
  apiVersion: string,
  kind: string,
  plural: string,
): ApiResource => {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return {
    apiVersion,
    group,
    version,
    kind,
    plural,
    namespaced: true,
    verbs: [],
  };
};

/** Every kind of object that targets render into a project's namespace. */
export const RENDERED: readonly ApiResource[] = [
  RESOURCES.claims,
  RESOURCES.services,
  RESOURCES.statefulSets,
  RESOURCES.networkPolicies,
  RESOURCES.roleBindings,
  named('v1', 'ConfigMap', 'configmaps'),
  named('v1', 'ServiceAccount', 'serviceaccounts'),
  RESOURCES.quotas,
  RESOURCES.limitRanges,
  named('apps/v1', 'Deployment', 'deployments'),
  named(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'horizontalpodautoscalers',
  ),
  named('kubeflow.org/v1', 'Notebook', 'notebooks'),
  named('serving.kserve.io/v1beta1', 'InferenceService', 'inferenceservices'),
  named('serving.kserve.io/v1alpha1', 'ServingRuntime', 'servingruntimes'),
];

/** A model server that any cluster can run. */
export function modelServer(
  harness: EngineHarness,
  project: string,
  name: string,
  replicas = 1,
): Promise<StoredDeclaration> {
  return harness.declare(
    { kind: 'ModelServer', project, name },
    {
      model: { uri: 'hf://example/tiny' },
      runtime: { name: 'vllm' },
      hardware: { profile: 'small' },
      replicas,
    },
    {
      runtime: aServingRuntime(),
      profile: aHardwareProfile({
        name: 'small',
        cpu: { default: '100m' },
        memory: { default: '128Mi' },
        accelerator: undefined,
        nodeSelector: undefined,
        tolerations: undefined,
      }),
    },
  );
}

/** A project and a workbench in it, both Ready. */
export async function readyWorkbench(
  harness: EngineHarness,
  options: { quota?: Record<string, string>; spec?: object } = {},
) {
  const ns = uniqueNamespace();
  const project = await harness.project(ns, options.quota);
  const workbench = await harness.workbench(ns, 'explore', options.spec);
  await ready(harness, project);
  await ready(harness, workbench);
  return { ns, project, workbench };
}

/** Waits until something is Ready, and that is known for sure. */
export function ready(harness: EngineHarness, declaration: { id: string }) {
  return harness.until(
    declaration,
    status => status?.phase === 'Ready' && !status.stale,
  );
}

/** Waits until a declaration and what it had on the cluster have gone. */
export function gone(harness: EngineHarness, { id }: { id: string }) {
  return eventually(async () =>
    expect(await harness.store.getById(id)).toBeUndefined(),
  );
}

/** What keeps a declaration from being applied. */
export async function failureOf(
  harness: EngineHarness,
  { id }: { id: string },
): Promise<ApplyFailure | undefined> {
  const row = await harness
    .knex('realisations')
    .where({ declaration_id: id })
    .first();
  return row?.failure ? JSON.parse(row.failure) : undefined;
}

/** Waits for a failure such as this. */
export function failing(
  harness: EngineHarness,
  declaration: { id: string },
  wanted: object,
) {
  return eventually(async () =>
    expect(await failureOf(harness, declaration)).toMatchObject(wanted),
  );
}

/** Objects in a namespace that are labelled as Greenroom's, as `Kind name`. */
export async function ourObjects(
  harness: EngineHarness,
  namespace: string,
): Promise<Map<string, KubernetesObject>> {
  const found = new Map<string, KubernetesObject>();
  for (const resource of RENDERED) {
    try {
      const objects = harness.kubectl.list<KubernetesObject>(resource, {
        namespace,
        labelSelector: 'greenroom.dev/declaration',
      });
      for await (const object of objects) {
        found.set(`${resource.kind} ${object.metadata.name}`, object);
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return found;
}

/**
 * Everything of ours in a namespace is in the inventory by its UID, and the
 * inventory holds nothing else of it. Returns what there is.
 */
export async function expectInventoryExact(
  harness: EngineHarness,
  namespace: string,
): Promise<string[]> {
  const rows = await harness.knex('inventory').where({ namespace });
  const inventory = rows.map(({ kind, name, uid }) => [`${kind} ${name}`, uid]);
  const live = [...(await ourObjects(harness, namespace))]
    // Operators copy our labels to what they make of our objects.
    .filter(([, { metadata }]) => !metadata.ownerReferences?.length)
    // What a deletion kept belongs to nobody.
    .filter(([, { metadata }]) => !metadata.annotations?.[ANNOTATION_RELEASED])
    .map(([key, { metadata }]) => [key, metadata.uid]);
  expect(inventory.sort()).toEqual(live.sort());
  return live.map(([key]) => `${key}`);
}
