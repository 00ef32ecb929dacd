import { Condition, Pod, Workload } from '../objects';
import { InferenceService, isStopped, ServingRuntime } from './objects';

interface Seen {
  runtime?: ServingRuntime;
  deployment?: Workload;
  pods: readonly Pod[];
  now: string;
}

type Bare = Omit<Condition, 'lastTransitionTime'> & { severity?: string };

const READY: Bare[] = [
  { type: 'IngressReady', status: 'True' },
  {
    type: 'PredictorReady',
    status: 'True',
    reason: 'NewReplicaSetAvailable',
  },
  { type: 'Ready', status: 'True' },
  { type: 'Stopped', status: 'False', severity: 'Info' },
];

/** Status of an InferenceService in raw deployment, as the real controller reports it. */
export function inferenceServiceStatus(
  service: InferenceService,
  seen: Seen,
): Record<string, unknown> {
  const { generation } = service.metadata;
  if (isStopped(service)) {
    return {
      observedGeneration: generation,
      deploymentMode: 'Standard',
      ...conditions(service, seen.now, [
        ...['IngressReady', 'PredictorReady', 'Ready'].map(notReady('Stopped')),
        { type: 'Stopped', status: 'True', severity: 'Info' },
      ]),
    };
  }
  if (!seen.runtime) return withoutRuntime(service, seen.now);
  const ready = isReady(service, seen.deployment);
  return {
    observedGeneration: generation,
    deploymentMode: 'Standard',
    [seen.runtime.kind === 'ClusterServingRuntime'
      ? 'clusterServingRuntimeName'
      : 'servingRuntimeName']: seen.runtime.metadata.name,
    ...(ready && addresses(service)),
    modelStatus: modelStatus(ready, seen),
    ...conditions(service, seen.now, ready ? READY : waiting(seen.deployment)),
  };
}

function notReady(reason: string, message?: string) {
  return (type: string): Bare => ({ type, status: 'False', reason, message });
}

function isReady(
  service: InferenceService,
  deployment: Workload | undefined,
): boolean {
  const wanted = service.spec.predictor.minReplicas ?? 1;
  return (deployment?.status?.readyReplicas ?? 0) >= wanted;
}

function waiting(deployment: Workload | undefined): Bare[] {
  const found = (type: string, status: string) =>
    deployment?.status?.conditions?.find(
      condition => condition.type === type && condition.status === status,
    );
  const cause: Partial<Condition> = found('ReplicaFailure', 'True') ??
    found('Progressing', 'False') ??
    found('Available', 'False') ?? { reason: 'MinimumReplicasUnavailable' };
  return [
    ...['PredictorReady', 'Ready'].map(
      notReady(cause.reason ?? 'MinimumReplicasUnavailable', cause.message),
    ),
    { type: 'Stopped', status: 'False', severity: 'Info' },
  ];
}

function withoutRuntime(service: InferenceService, now: string) {
  const { model } = service.spec.predictor;
  return {
    modelStatus: {
      states: { activeModelState: '', targetModelState: 'FailedToLoad' },
      transitionStatus: 'InvalidSpec',
      lastFailureInfo: {
        reason: model?.runtime ? 'RuntimeNotRecognized' : 'NoSupportingRuntime',
        message: model?.runtime
          ? 'Waiting for runtime to become available'
          : `No runtime found to support predictor with model type: {${model?.modelFormat.name} <nil>}`,
      },
    },
    ...conditions(service, now, [
      { type: 'PredictorReady', status: 'Unknown' },
      { type: 'Ready', status: 'Unknown' },
    ]),
  };
}

function modelStatus(ready: boolean, { pods }: Seen): Record<string, unknown> {
  const copies = { failedCopies: 0, totalCopies: ready ? pods.length || 1 : 0 };
  if (ready) {
    return {
      copies,
      states: { activeModelState: 'Loaded', targetModelState: 'Loaded' },
      transitionStatus: 'UpToDate',
    };
  }
  const failed = pods
    .flatMap(({ status }) => [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
    ])
    .map(({ state, lastState }) => state?.terminated ?? lastState?.terminated)
    .find(ended => ended?.reason === 'Error');
  return failed
    ? {
        copies: { ...copies, failedCopies: 1 },
        states: { activeModelState: '', targetModelState: 'FailedToLoad' },
        transitionStatus: 'BlockedByFailedLoad',
        lastFailureInfo: {
          reason: 'ModelLoadFailed',
          message: failed.message ?? '',
          exitCode: failed.exitCode,
        },
      }
    : {
        copies,
        states: { activeModelState: '', targetModelState: 'Pending' },
        transitionStatus: 'InProgress',
      };
}

function addresses(service: InferenceService) {
  const { name, namespace } = service.metadata;
  return {
    address: {
      url: `http://${name}-predictor.${namespace}.svc.cluster.local`,
    },
    components: {
      predictor: { url: `http://${name}-predictor-${namespace}.example.com` },
    },
    url: `http://${name}-${namespace}.example.com`,
  };
}

/** Keeps the time of a condition that has not changed. */
function conditions(
  service: InferenceService,
  now: string,
  next: readonly Bare[],
): { conditions: Condition[] } {
  const former = service.status?.conditions ?? [];
  return {
    conditions: next.map(({ reason, message, ...condition }) => {
      const old = former.find(({ type }) => type === condition.type);
      const changed =
        old?.status !== condition.status || old?.reason !== reason;
      return {
        ...condition,
        ...(reason && { reason }),
        ...(message && { message }),
        lastTransitionTime: changed ? now : old?.lastTransitionTime,
      };
    }),
  };
}
