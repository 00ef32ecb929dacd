import {
  Discovery,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { Pod, Workload } from '../objects';
import { Desk, keyOf, labelled, owned, StandIn } from '../StandIn';
import {
  chooseRuntime,
  deploymentOf,
  InferenceService,
  isStopped,
  serviceOf,
  ServingRuntime,
} from './objects';
import { inferenceServiceStatus } from './status';

const LABEL = 'serving.kserve.io/inferenceservice';

/** Stands in for KServe's raw deployments: what they do that Greenroom relies on, and no more. */
export function inferenceServiceStandIn(options: {
  client: KubeClient;
  discovery: Discovery;
  onError(error: Error): void;
}): StandIn {
  const standIn: StandIn = new StandIn({
    ...options,
    name: 'greenroom-kserve-stand-in',
    watched: [
      {
        apiVersion: 'serving.kserve.io/v1beta1',
        kind: 'InferenceService',
        primaries: object => [keyOf(object)],
      },
      {
        apiVersion: 'serving.kserve.io/v1alpha1',
        kind: 'ServingRuntime',
        primaries: ({ metadata: { namespace = '' } }) =>
          standIn.all('InferenceService', namespace).map(keyOf),
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        primaries: owned('InferenceService'),
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        primaries: owned('InferenceService'),
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        labelSelector: LABEL,
        primaries: labelled(LABEL),
      },
    ],
    reconcile: (primary, desk, signal) =>
      reconcile(primary as InferenceService, desk, signal),
  });
  return standIn;
}

async function reconcile(
  service: InferenceService,
  desk: Desk,
  signal: AbortSignal,
): Promise<void> {
  const { namespace = '', name } = service.metadata;
  const runtime = chooseRuntime(
    service,
    desk.all<ServingRuntime>('ServingRuntime', namespace),
  );
  if (isStopped(service)) {
    await removeWorkload(desk, namespace, `${name}-predictor`, signal);
  } else if (runtime) {
    await desk.apply(deploymentOf(service, runtime), signal);
    await desk.apply(serviceOf(service), signal);
  }
  await desk.writeStatus(
    service,
    inferenceServiceStatus(service, {
      runtime,
      deployment: desk.get<Workload>(
        'Deployment',
        namespace,
        `${name}-predictor`,
      ),
      pods: desk
        .all<Pod>('Pod', namespace)
        .filter(({ metadata }) => metadata.labels?.[LABEL] === name),
      now: now(),
    }),
    signal,
  );
}

async function removeWorkload(
  desk: Desk,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  if (desk.get<KubernetesObject>('Deployment', namespace, name)) {
    await desk.remove('Deployment', namespace, name, signal);
  }
}

/** As Kubernetes writes times: whole seconds. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
