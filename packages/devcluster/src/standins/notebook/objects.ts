import { KubernetesObject } from '@greenroom/controller-runtime';
import {
  Condition,
  Container,
  controlledBy,
  PodSpec,
  Workload,
} from '../objects';

const STOPPED = 'kubeflow-resource-stopped';
const DEFAULT_PORT = 8888;

/** A StatefulSet's pods bear its name and a hash in a label, which has 63 characters at most. */
const LONGEST_STATEFUL_SET_NAME = 52;

export interface Notebook extends KubernetesObject {
  spec: { template: { spec: PodSpec } };
  status?: { conditions?: Condition[]; [field: string]: unknown };
}

/** The annotation's presence counts, whatever it says. */
export function isStopped(notebook: Notebook): boolean {
  return STOPPED in (notebook.metadata.annotations ?? {});
}

/**
 * Its own name where that is short enough. Otherwise the real controller has
 * one generated; here it follows from the UID, so that it can be applied again.
 */
export function statefulSetName(notebook: Notebook): string {
  const { name, uid = '' } = notebook.metadata;
  return hasLongName(notebook)
    ? `nb-${uid.replaceAll('-', '').slice(0, 5)}`
    : name;
}

/** The real controller fails on labels for a StatefulSet of a generated name, and so never makes one. */
export function isBeyondController(notebook: Notebook): boolean {
  const { labels = {} } = notebook.metadata;
  return hasLongName(notebook) && Object.keys(labels).length > 0;
}

function hasLongName({ metadata: { name } }: Notebook): boolean {
  return name.length > LONGEST_STATEFUL_SET_NAME;
}

/**
 * The StatefulSet of a Notebook. As with the real controller, labels edited
 * later reach the pod template only when the replicas change, annotations never.
 */
export function statefulSetOf(
  notebook: Notebook,
  existing: Workload | undefined,
): KubernetesObject {
  const { name, namespace, labels = {} } = notebook.metadata;
  const replicas = isStopped(notebook) ? 0 : 1;
  const made = podMetadata(notebook);
  const former = existing?.spec?.template?.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name: statefulSetName(notebook),
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
          labels:
            former && existing.spec?.replicas === replicas
              ? former.labels
              : made.labels,
          annotations: former ? former.annotations : made.annotations,
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
          name: 'http-notebook',
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
    securityContext: securityContext ?? { fsGroup: 100 },
    containers: containers.map((container, index) =>
      index === 0
        ? withDefaults(container, `/notebook/${namespace}/${name}`)
        : container,
    ),
  };
}

function withDefaults(container: Container, prefix: string): Container {
  const { env = [] } = container;
  const isSet = env.some(({ name }) => name === 'NB_PREFIX');
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
    env: isSet ? env : [...env, { name: 'NB_PREFIX', value: prefix }],
  };
}

/** What a pod gets of its Notebook when its StatefulSet is made. */
function podMetadata({ metadata }: Notebook) {
  const { name, labels, annotations = {} } = metadata;
  return {
    labels: {
      statefulset: name,
      'notebook-name': name,
      'opendatahub.io/workbenches': 'true',
      ...labels,
    },
    annotations: Object.fromEntries(
      Object.entries(annotations).filter(
        ([key]) => !key.includes('kubectl') && !key.includes('notebook'),
      ),
    ),
  };
}
