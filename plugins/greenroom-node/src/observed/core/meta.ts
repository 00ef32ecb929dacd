import { KubernetesObject } from '../kubernetes';
import { Seen } from '../Observations';

/** Annotations that statuses and explanations read; the rest is dropped. */
const ANNOTATION =
  /^(greenroom\.dev|kubeflow-resource-stopped|notebooks\.|serving\.kserve\.io\/stop|opendatahub\.io|kueue\.x-k8s\.io|kwok\.x-k8s\.io)/;

/** The metadata that every projection keeps. */
export function seenMetadata(object: KubernetesObject): Seen['metadata'] {
  const {
    annotations,
    uid = '',
    resourceVersion = '',
    ...meta
  } = object.metadata;
  const kept = Object.entries(annotations ?? {}).filter(([key]) =>
    ANNOTATION.test(key),
  );
  return {
    name: meta.name,
    namespace: meta.namespace,
    uid,
    resourceVersion,
    labels: meta.labels,
    annotations: kept.length ? Object.fromEntries(kept) : undefined,
    creationTimestamp: meta.creationTimestamp,
    deletionTimestamp: meta.deletionTimestamp,
    ownerReferences: meta.ownerReferences,
    generation: meta.generation,
    finalizers: meta.finalizers,
  };
}

export interface SeenCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

const MESSAGE_LIMIT = 2000;

/** Messages of the cluster are bounded wherever they are kept. */
export function bounded(text: string | undefined): string | undefined {
  return text && text.length > MESSAGE_LIMIT
    ? `${text.slice(0, MESSAGE_LIMIT)}…`
    : text;
}

export function seenConditions(
  conditions: readonly SeenCondition[] | undefined,
): SeenCondition[] {
  return (conditions ?? []).map(
    ({ type, status, reason, message, lastTransitionTime }) => ({
      type,
      status,
      reason,
      message: bounded(message),
      lastTransitionTime,
    }),
  );
}
