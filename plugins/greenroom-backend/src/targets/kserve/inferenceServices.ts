import {
  bounded,
  ObservedKind,
  SeenCondition,
  seenConditions,
  seenMetadata,
  SeenRoot,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ANNOTATION_DISPLAY_NAME } from '../../render/labels';

export const INFERENCE_SERVICE_API = 'serving.kserve.io/v1beta1';
export const SERVING_RUNTIME_API = 'serving.kserve.io/v1alpha1';

export interface SeenInferenceService extends SeenRoot {
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
    const title = object.metadata.annotations?.[ANNOTATION_DISPLAY_NAME];
    return {
      kind: 'InferenceService',
      metadata: seenMetadata(object),
      ...(title && { title }),
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
