import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ManifestSet,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { environment } from '../../render/environment';
import { queueLabels, resources } from '../../render/hardware';
import {
  assetLabels,
  displayAnnotations,
  podSelector,
} from '../../render/labels';
import { owned } from '../../render/manifest';
import {
  modelServerParts,
  servingContainer,
  SERVING_PORT,
} from '../../render/modelServer';
import { modelSource } from '../../render/modelSource';
import { restrictedPod, sharedMemory } from '../../render/pod';
import { clusterService } from '../../render/service';
import { predictorName } from '../modelServerStatus';

/** Where runtimes keep what they download: the root file system may not be theirs. */
const CACHE = '/mnt/cache';

/**
 * Service, Deployment and HorizontalPodAutoscaler. `replicas` is run state, so
 * it is not here: the autoscaler, with minimum = maximum, brings the Deployment
 * to the declared number and leaves one that was scaled to zero alone.
 */
export function renderDeployment(
  server: Declaration<'ModelServer'>,
  context: RenderContext,
): ManifestSet {
  const { spec } = server;
  const { namespace } = context;
  const name = predictorName(server.name);
  const labels = { ...assetLabels(server), app: server.name };
  const { replicas } = modelServerParts(server, context);
  return [
    owned(
      clusterService({
        metadata: { name, namespace, labels },
        selector: podSelector(server),
        targetPort: SERVING_PORT,
      }),
    ),
    owned({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name,
        namespace,
        labels: { ...labels, ...queueLabels(context.resolved) },
        annotations: displayAnnotations(spec),
      },
      spec: {
        selector: { matchLabels: podSelector(server) },
        template: { metadata: { labels }, spec: serverPod(server, context) },
      },
    }),
    owned({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, namespace, labels },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: replicas,
        maxReplicas: replicas,
      },
    }),
  ];
}

function serverPod(server: Declaration<'ModelServer'>, context: RenderContext) {
  const parts = modelServerParts(server, context);
  const source = modelSource(server.spec.model.uri, parts.runtime, parts.tier);
  const shm = sharedMemory(parts.request.memory);
  return {
    ...restrictedPod(context.cluster),
    ...parts.tier.pod,
    ...parts.scheduling,
    initContainers: source.initContainers,
    containers: [
      {
        ...servingContainer(parts.runtime, {
          name: parts.modelName,
          path: source.path,
        }),
        env: environment(
          [{ name: 'HF_HOME', value: CACHE }],
          server.spec.env,
          parts.tier.variables,
        ),
        resources: resources(parts.request),
        volumeMounts: [
          shm.mount,
          { name: 'cache', mountPath: CACHE },
          ...source.mounts,
          ...parts.tier.mounts,
        ],
      },
    ],
    volumes: [
      shm.volume,
      { name: 'cache', emptyDir: {} },
      ...source.volumes,
      ...parts.tier.volumes,
    ],
  };
}
