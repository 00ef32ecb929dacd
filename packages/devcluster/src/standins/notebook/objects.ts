import { KubernetesObject } from '@greenroom/controller-runtime';
import { Container, controlledBy, PodSpec, Workload } from '../objects';

const STOPPED = 'kubeflow-resource-stopped';
const DEFAULT_PORT = 8888;

export interface Notebook extends KubernetesObject {
  spec: { template: { spec: PodSpec } };
  status?: Record<string, unknown>;
}

/** The annotation's presence counts, whatever it says. */
export function isStopped(notebook: Notebook): boolean {
  return STOPPED in (notebook.metadata.annotations ?? {});
}

/**
 * The StatefulSet of a Notebook. As with the real controller, labels edited
 * later reach the pod template only when the replicas change.
 */
export function statefulSetOf(
  notebook: Notebook,
  existing: Workload | undefined,
): KubernetesObject {
  const { name, namespace, labels = {}, annotations = {} } = notebook.metadata;
  const replicas = isStopped(notebook) ? 0 : 1;
  const template =
    existing?.spec?.replicas === replicas
      ? existing.spec.template?.metadata?.labels
      : undefined;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name,
      namespace,
      labels,
      ownerReferences: controlledBy(notebook),
    },
    spec: {
      replicas,
      serviceName: '',
      selector: { matchLabels: { statefulset: name } },
      template: {
        metadata: {
          labels: template ?? {
            ...labels,
            statefulset: name,
            'notebook-name': name,
            'opendatahub.io/workbenches': 'true',
          },
          annotations: podAnnotations(annotations),
        },
        spec: podSpec(notebook),
      },
    },
  };
}

export function serviceOf(notebook: Notebook): KubernetesObject {
  const { name, namespace } = notebook.metadata;
  const [container] = notebook.spec.template.spec.containers;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, ownerReferences: controlledBy(notebook) },
    spec: {
      type: 'ClusterIP',
      selector: { statefulset: name },
      ports: [
        {
          name: `http-${name}`,
          port: 80,
          protocol: 'TCP',
          targetPort: container?.ports?.[0]?.containerPort ?? DEFAULT_PORT,
        },
      ],
    },
  };
}

function podSpec(notebook: Notebook): PodSpec {
  const { name, namespace } = notebook.metadata;
  const { containers, securityContext, ...rest } = notebook.spec.template.spec;
  return {
    ...rest,
    securityContext: { fsGroup: 100, ...securityContext },
    containers: containers.map((container, index) =>
      index === 0
        ? withDefaults(container, `/notebook/${namespace}/${name}`)
        : container,
    ),
  };
}

function withDefaults(container: Container, prefix: string): Container {
  const env = (container.env ?? []).filter(({ name }) => name !== 'NB_PREFIX');
  return {
    ...container,
    workingDir: container.workingDir ?? '/home/jovyan',
    ports: container.ports ?? [
      {
        name: 'notebook-port',
        containerPort: DEFAULT_PORT,
        protocol: 'TCP',
      },
    ],
    env: [...env, { name: 'NB_PREFIX', value: prefix }],
  };
}

function podAnnotations(
  annotations: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).filter(
      ([key]) =>
        !key.includes('kubectl') &&
        !key.includes('notebook') &&
        key !== STOPPED,
    ),
  );
}
