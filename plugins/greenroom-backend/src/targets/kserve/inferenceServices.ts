import {
  bounded,
  ObservedKind,
  Seen,
  SeenCondition,
  seenConditions,
  seenMetadata,
} from '@greenroom/backstage-plugin-greenroom-node';

export const INFERENCE_SERVICE_API = 'serving.kserve.io/v1beta1';
export const SERVING_RUNTIME_API = 'serving.kserve.io/v1alpha1';

export interface SeenInferenceService extends Seen {
  kind: 'InferenceService';
  observedGeneration?: number;
  conditions: readonly SeenCondition[];
  /** Address inside the cluster. */
  address?: string;
  /** e.g. `InvalidSpec` */
  transition?: string;
  targetModelState?: string;
  failure?: { reason?: string; message?: string; exitCode?: number };
}

interface InferenceServiceStatus {
  observedGeneration?: number;
  conditions?: SeenCondition[];
  address?: { url?: string };
  modelStatus?: {
    transitionStatus?: string;
    states?: { targetModelState?: string };
    lastFailureInfo?: { reason?: string; message?: string; exitCode?: number };
  };
}

/** InferenceServices: what KServe says of the model. Its pods are observed for themselves. */
export const inferenceServices: ObservedKind<SeenInferenceService> = {
  apiVersion: INFERENCE_SERVICE_API,
  kind: 'InferenceService',
  labels: ['greenroom.dev/declaration'],
  project: object => {
    const { status = {} } = object as { status?: InferenceServiceStatus };
    const { modelStatus, address } = status;
    const failure = modelStatus?.lastFailureInfo;
    return {
      kind: 'InferenceService',
      metadata: seenMetadata(object),
      observedGeneration: status.observedGeneration,
      conditions: seenConditions(status.conditions),
      address: address?.url,
      transition: modelStatus?.transitionStatus,
      targetModelState: modelStatus?.states?.targetModelState,
      failure: failure && {
        reason: failure.reason,
        message: bounded(failure.message),
        exitCode: failure.exitCode,
      },
    };
  },
};
