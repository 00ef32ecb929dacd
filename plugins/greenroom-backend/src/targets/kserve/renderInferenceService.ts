import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ManifestSet,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { environment } from '../../render/environment';
import {
  profileAnnotations,
  queueLabels,
  resources,
} from '../../render/hardware';
import { assetLabels, displayAnnotations } from '../../render/labels';
import { owned } from '../../render/manifest';
import { modelServerParts, servingContainer } from '../../render/modelServer';
import {
  MODEL_DIRECTORY,
  ModelSource,
  modelSource,
} from '../../render/modelSource';
import { restrictedPod, sharedMemory } from '../../render/pod';
import {
  INFERENCE_SERVICE_API,
  SERVING_RUNTIME_API,
} from './inferenceServices';

/**
 * The runtime under the server's own name, as Open Data Hub's dashboard makes
 * it (a later version of the standard does not reach into what runs), and the
 * InferenceService. Values are as KServe's webhook leaves them.
 */
export function renderInferenceService(
  server: Declaration<'ModelServer'>,
  context: RenderContext,
): ManifestSet {
  const { name, spec } = server;
  const { namespace } = context;
  const labels = assetLabels(server);
  const parts = modelServerParts(server, context);
  const { runtime, format, request, modelName } = parts;
  const shm = sharedMemory(request.memory);
  const { tier } = parts;
  const download = downloadOf(modelSource(spec.model.uri, runtime, tier));
  const env = environment([], spec.env, tier.variables);
  return [
    owned({
      apiVersion: SERVING_RUNTIME_API,
      kind: 'ServingRuntime',
      metadata: {
        name,
        namespace,
        labels,
        annotations: {
          'opendatahub.io/template-name': runtime.name,
          'opendatahub.io/template-display-name': runtime.title ?? runtime.name,
          'opendatahub.io/runtime-version': runtime.version,
        },
      },
      spec: {
        multiModel: false,
        supportedModelFormats: runtime.modelFormats.map(each => ({
          name: each,
          autoSelect: false,
        })),
        containers: [
          {
            ...servingContainer(runtime, {
              name: modelName,
              path: MODEL_DIRECTORY,
            }),
            volumeMounts: [shm.mount, ...download.mounts, ...tier.mounts],
          },
        ],
        volumes: [shm.volume, ...tier.volumes],
      },
    }),
    owned({
      apiVersion: INFERENCE_SERVICE_API,
      kind: 'InferenceService',
      metadata: {
        name,
        namespace,
        labels: { ...labels, ...queueLabels(context.resolved) },
        annotations: {
          ...displayAnnotations(spec),
          ...profileAnnotations(context.resolved),
          'serving.kserve.io/deploymentMode': 'Standard',
          'opendatahub.io/model-type':
            runtime.protocol === 'openai' ? 'generative' : 'predictive',
        },
      },
      spec: {
        predictor: {
          ...restrictedPod(context.cluster),
          ...tier.pod,
          ...parts.scheduling,
          ...(download.initContainers.length > 0 && {
            initContainers: download.initContainers,
            volumes: download.volumes,
          }),
          minReplicas: parts.replicas,
          maxReplicas: parts.replicas,
          model: {
            modelFormat: { name: format },
            runtime: name,
            storageUri: spec.model.uri,
            resources: resources(request),
            ...(env.length > 0 && { env }),
          },
        },
      },
    }),
  ];
}

/** Claims and OCI images KServe mounts by itself. */
function downloadOf(source: ModelSource): ModelSource {
  return source.initContainers.length
    ? source
    : { ...source, volumes: [], mounts: [] };
}
