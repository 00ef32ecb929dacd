import {
  ClusterCapabilities,
  deployments,
  events,
  Impact,
  ManifestDifference,
  Offer,
  pods,
  queueEntries,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { impactByPath, QUEUE_CHANGE } from '../impactByPath';
import { eventInterests } from '../interests';
import { modelServerPods, predictorInterests } from '../modelServerStatus';
import {
  INFERENCE_SERVICE_API,
  inferenceServices,
  SERVING_RUNTIME_API,
} from './inferenceServices';
import { inferenceServiceStatus } from './inferenceServiceStatus';
import { operateInferenceService } from './operateInferenceService';
import { renderInferenceService } from './renderInferenceService';

/** A ModelServer as a KServe InferenceService with its ServingRuntime, without Knative. */
export const kserveModelServer: Target<'ModelServer'> = {
  id: 'kserve',
  kind: 'ModelServer',
  offered,
  render: renderInferenceService,
  observes: [inferenceServices, deployments, pods, events, queueEntries],
  interests: (server, { namespace }) => [
    {
      apiVersion: INFERENCE_SERVICE_API,
      kind: 'InferenceService',
      namespace,
      by: { name: server.name },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      by: { label: 'serving.kserve.io/inferenceservice', value: server.name },
    },
    ...predictorInterests(server, namespace),
    ...eventInterests(namespace, [`InferenceService/${server.name}`]),
  ],
  observed: {
    root: inferenceServices,
    spec: {
      model: { uri: '' },
      runtime: { name: '' },
      hardware: { profile: '' },
    },
  },
  pods: modelServerPods,
  operate: operateInferenceService,
  impact: inferenceServiceImpact,
  status: inferenceServiceStatus,
};

/** KServe copies labels and annotations of an InferenceService to its pods, so these roll too. */
function inferenceServiceImpact(difference: ManifestDifference): Impact {
  switch (difference.kind) {
    case 'InferenceService':
      return impactByPath(difference, [
        QUEUE_CHANGE,
        [
          /^metadata\.annotations\['serving\.kserve\.io\/deploymentMode'\]/,
          'stop',
        ],
        [/^spec\.predictor\.(min|max)Replicas$/, 'none'],
        [/./, 'roll'],
      ]);
    case 'ServingRuntime':
      return impactByPath(difference, [
        [/^metadata\./, 'none'],
        [/^spec\./, 'roll'],
      ]);
    default:
      return 'none';
  }
}

function offered(cluster: ClusterCapabilities): Offer {
  const missing = [
    [INFERENCE_SERVICE_API, 'InferenceService'],
    [SERVING_RUNTIME_API, 'ServingRuntime'],
  ].filter(([apiVersion, kind]) => !cluster.serves(apiVersion, kind));
  if (!missing.length) return { preference: 2 };
  const names = missing.map(([apiVersion, kind]) => `${kind} (${apiVersion})`);
  return { missing: `the cluster does not serve ${names.join(' and ')}` };
}
