import {
  ANNOTATION_KSERVE_STOP,
  Declaration,
  Endpoint,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  describeObject,
  Observations,
  StatusContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ADDRESS_NOT_READY, ModelReport } from '../../status/Evidence';
import { modelServerStatus, serviceEndpoint } from '../modelServerStatus';
import { inferenceServices, SeenInferenceService } from './inferenceServices';

/** Reasons of conditions that no pod shows. */
const REPORTED = new Set(['FailedCreate', 'ReconcileFailed']);

/** So long KServe may take to open the address of what has just begun to run. */
const OPENING_MS = 30_000;

/** Status of a model server that is an InferenceService: what KServe says, and what its pods do. */
export function inferenceServiceStatus(
  server: Declaration<'ModelServer'>,
  seen: Observations,
  context: StatusContext,
): Status {
  const service = seen.one(inferenceServices, server.name);
  return modelServerStatus(server, seen, context, {
    object: `InferenceService ${context.namespace}/${server.name}`,
    exists: service !== undefined,
    stopped: service?.metadata.annotations?.[ANNOTATION_KSERVE_STOP] === 'true',
    createdAt: service?.metadata.creationTimestamp,
    answered: service && service.conditions.length > 0,
    known: seen.known(inferenceServices),
    endpoints: [endpoint(server, context, service)],
    model: service && modelReport(service, context.now),
    settled: service !== undefined && isSettled(service),
  });
}

function endpoint(
  server: Declaration<'ModelServer'>,
  context: StatusContext,
  service: SeenInferenceService | undefined,
): Endpoint {
  const own = serviceEndpoint(server, context);
  return service?.address ? { ...own, url: service.address } : own;
}

/** Ready stays True while another model loads: what is the target decides. */
function isSettled(service: SeenInferenceService): boolean {
  const { observedGeneration = 0, metadata, targetModelState } = service;
  return (
    observedGeneration >= (metadata.generation ?? 0) &&
    condition(service, 'Ready')?.status === 'True' &&
    (targetModelState ?? 'Loaded') === 'Loaded'
  );
}

/** What KServe says is wrong. It misses some failures, and keeps others: pods are asked first. */
function modelReport(
  service: SeenInferenceService,
  now: number,
): ModelReport | undefined {
  const object = describeObject(service);
  const { failure, transition } = service;
  if (failure?.reason && transition !== 'UpToDate') {
    return { object, reason: failure.reason, message: failure.message };
  }
  const predictor = condition(service, 'PredictorReady');
  const ready = condition(service, 'Ready');
  const said = [predictor, ready].find(
    each => each?.status === 'False' && REPORTED.has(each.reason ?? ''),
  );
  if (said?.reason) {
    return { object, reason: said.reason, message: said.message };
  }
  const ingress = condition(service, 'IngressReady');
  const closed =
    predictor?.status === 'True' &&
    ingress?.status === 'False' &&
    now - Date.parse(ingress.lastTransitionTime ?? '') > OPENING_MS;
  return closed
    ? {
        object,
        reason: ADDRESS_NOT_READY,
        message: ingress.message ?? ingress.reason,
      }
    : undefined;
}

function condition(service: SeenInferenceService, type: string) {
  return service.conditions.find(each => each.type === type);
}
