import {
  ANNOTATION_KSERVE_STOP,
  Declaration,
  RunOperation,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Placement,
  RunPatch,
} from '@greenroom/backstage-plugin-greenroom-node';
import { RESTARTED_AT } from '../scale';
import { INFERENCE_SERVICE_API } from './inferenceServices';

/** Start and stop by KServe's annotation; a changed annotation of the predictor rolls its pods. */
export function operateInferenceService(
  operation: RunOperation,
  { name }: Declaration<'ModelServer'>,
  _placement: Placement,
  now: Date,
): RunPatch[] {
  const patch = {
    start: { metadata: { annotations: { [ANNOTATION_KSERVE_STOP]: 'false' } } },
    stop: { metadata: { annotations: { [ANNOTATION_KSERVE_STOP]: 'true' } } },
    restart: {
      spec: {
        predictor: { annotations: { [RESTARTED_AT]: now.toISOString() } },
      },
    },
  }[operation];
  return [
    {
      apiVersion: INFERENCE_SERVICE_API,
      kind: 'InferenceService',
      name,
      patch,
    },
  ];
}
