import { KubernetesObject } from '@greenroom/controller-runtime';
import { Condition, Container, controlledBy, PodSpec } from '../objects';

export interface InferenceService extends KubernetesObject {
  spec: {
    predictor: {
      minReplicas?: number;
      model?: {
        modelFormat: { name: string };
        runtime?: string;
        storageUri?: string;
        resources?: unknown;
        args?: string[];
        env?: Container['env'];
      };
      annotations?: Record<string, string>;
      labels?: Record<string, string>;
      serviceAccountName?: string;
      volumes?: object[];
      [podField: string]: unknown;
    };
  };
  status?: { conditions?: Condition[]; [field: string]: unknown };
}

export interface ServingRuntime extends KubernetesObject {
  spec: {
    containers: Container[];
    supportedModelFormats?: { name: string; autoSelect?: boolean }[];
    disabled?: boolean;
    volumes?: object[];
    [podField: string]: unknown;
  };
}

/** An init container of this name is taken for one that downloads already. */
const DOWNLOAD = 'storage-initializer';

/** Fields of a predictor that are KServe's own; the rest is a pod spec. */
const COMPONENT_FIELDS = [
  'model',
  'annotations',
  'labels',
  'minReplicas',
  'maxReplicas',
  'scaleTarget',
  'scaleMetric',
  'deploymentStrategy',
  'timeout',
  'batcher',
  'logger',
  'containerConcurrency',
  'canaryTrafficPercent',
];
/** Fields of a runtime that are not part of a pod spec. */
const RUNTIME_FIELDS = [
  'containers',
  'supportedModelFormats',
  'annotations',
  'labels',
  'multiModel',
  'disabled',
  'protocolVersions',
  'builtInAdapter',
  'replicas',
  'grpcEndpoint',
  'grpcDataEndpoint',
  'httpDataEndpoint',
  'storageHelper',
];

export function isStopped(service: InferenceService): boolean {
  return service.metadata.annotations?.['serving.kserve.io/stop'] === 'true';
}

/** The runtime that is asked for, or the first that supports the model's format. */
export function chooseRuntime(
  service: InferenceService,
  runtimes: readonly ServingRuntime[],
): ServingRuntime | undefined {
  const { model } = service.spec.predictor;
  const enabled = runtimes.filter(({ spec }) => !spec.disabled);
  return model?.runtime
    ? enabled.find(({ metadata }) => metadata.name === model.runtime)
    : enabled.find(({ spec }) =>
        spec.supportedModelFormats?.some(
          ({ name, autoSelect }) =>
            autoSelect && name === model?.modelFormat.name,
        ),
      );
}

/** The Deployment `NAME-predictor` of a raw deployment. */
export function deploymentOf(
  service: InferenceService,
  runtime: ServingRuntime,
): KubernetesObject {
  const { name, namespace } = service.metadata;
  const { predictor } = service.spec;
  const labels = {
    ...service.metadata.labels,
    ...predictor.labels,
    app: `isvc.${name}-predictor`,
    component: 'predictor',
    'serving.kserve.io/inferenceservice': name,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: `${name}-predictor`,
      namespace,
      labels,
      ownerReferences: controlledBy(service),
    },
    spec: {
      replicas: predictor.minReplicas ?? 1,
      selector: { matchLabels: { app: `isvc.${name}-predictor` } },
      template: {
        metadata: { labels, annotations: predictor.annotations ?? {} },
        spec: podSpec(service, runtime),
      },
    },
  };
}

export function serviceOf(service: InferenceService): KubernetesObject {
  const { name, namespace } = service.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: `${name}-predictor`,
      namespace,
      ownerReferences: controlledBy(service),
    },
    spec: {
      selector: { app: `isvc.${name}-predictor` },
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }],
    },
  };
}

function podSpec(service: InferenceService, runtime: ServingRuntime): PodSpec {
  const { predictor } = service.spec;
  const { model } = predictor;
  const [container, ...others] = runtime.spec.containers;
  const server: Container = {
    ...container,
    name: 'kserve-container',
    args: [...(container.args ?? []), ...(model?.args ?? [])].map(arg =>
      arg.replaceAll('{{.Name}}', service.metadata.name),
    ),
    env: [...(container.env ?? []), ...(model?.env ?? [])],
    ...(model?.resources ? { resources: model.resources } : {}),
  };
  const spec: PodSpec = {
    ...without(runtime.spec, RUNTIME_FIELDS),
    ...without(predictor, COMPONENT_FIELDS),
    volumes: [...(runtime.spec.volumes ?? []), ...(predictor.volumes ?? [])],
    containers: [server, ...others],
  };
  const own = spec.initContainers?.some(({ name }) => name === DOWNLOAD);
  return model?.storageUri && !own
    ? withDownload(spec, model.storageUri)
    : spec;
}

/**
 * Adds the init container that brings the model's files to `/mnt/models`. Like
 * the one that the real webhook adds to the pod, it has no security context.
 */
function withDownload(spec: PodSpec, uri: string): PodSpec {
  const mount = { name: 'kserve-provision-location', mountPath: '/mnt/models' };
  const [server, ...others] = spec.containers;
  return {
    ...spec,
    initContainers: [
      ...(spec.initContainers ?? []),
      {
        name: DOWNLOAD,
        image: 'kserve/storage-initializer:latest',
        args: [uri, '/mnt/models'],
        resources: {
          requests: { cpu: '100m', memory: '100Mi' },
          limits: { cpu: '1', memory: '1Gi' },
        },
        volumeMounts: [mount],
      },
    ],
    containers: [
      {
        ...server,
        volumeMounts: [
          ...(server.volumeMounts ?? []),
          { ...mount, readOnly: true },
        ],
      },
      ...others,
    ],
    volumes: [...(spec.volumes ?? []), { name: mount.name, emptyDir: {} }],
  };
}

function without(
  fields: Record<string, unknown>,
  names: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !names.includes(name)),
  );
}
