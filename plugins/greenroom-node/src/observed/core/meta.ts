import { KubernetesObject } from '../kubernetes';
import { Seen } from '../Observations';
import { shared, sharedValues } from './shared';

/** Annotations that statuses, explanations and observed assets read; the rest is dropped, also what was declared and the nonce: they are large. */
const ANNOTATION =
  /^(greenroom\.dev\/(?!declared|nonce)|kubeflow-resource-stopped|notebooks\.|serving\.kserve\.io\/stop|opendatahub\.io|kueue\.x-k8s\.io|kwok\.x-k8s\.io|argocd\.argoproj\.io\/tracking-id)/;

/** The metadata that every projection keeps. */
export function seenMetadata(object: KubernetesObject): Seen['metadata'] {
  const {
    annotations,
    ownerReferences,
    uid = '',
    resourceVersion = '',
    ...meta
  } = object.metadata;
  const kept = Object.entries(annotations ?? {}).filter(([key]) =>
    ANNOTATION.test(key),
  );
  return {
    name: meta.name,
    namespace: shared(meta.namespace),
    uid,
    resourceVersion,
    labels: sharedValues(meta.labels),
    annotations: kept.length
      ? sharedValues(Object.fromEntries(kept))
      : undefined,
    creationTimestamp: shared(meta.creationTimestamp),
    deletionTimestamp: meta.deletionTimestamp,
    ownerReferences: ownerReferences?.map(owner => ({
      ...owner,
      apiVersion: shared(owner.apiVersion),
      kind: shared(owner.kind),
      name: shared(owner.name),
      uid: shared(owner.uid),
    })),
    generation: meta.generation,
    finalizers: meta.finalizers?.map(shared),
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

/**
 * What a terminal obeys and a page should not: colours, cursor movements, links
 * and titles, other control characters, and what turns the direction of a text
 * around.
 */
const CONTROLS =
  // eslint-disable-next-line no-control-regex
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])|(?![\t\n])[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Credentials in what programs say: tokens of headers, of addresses and of
 * command lines, JSON Web Tokens, and users of URLs. Whoever runs a program
 * chooses what it says, so each takes time in proportion to the text.
 */
const CREDENTIALS: readonly [RegExp, string][] = [
  [/\b(bearer)\s+[\w.~+/=-]{20,}/gi, '$1 …'],
  [/(?<![\w-])eyJ[\w-]{5,}(\.[\w-]*){0,2}/g, '…'],
  [/:\/\/[^\s/@:]+:[^\s/@]+@/g, '://…@'],
  [/(token\s?=\s?['"]?)[^\s&#'"]{8,}/gi, '$1…'],
];

/** A text without what only a terminal should obey. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '');
}

/** A text without the credentials that can be told by their form. */
export function withoutCredentials(text: string): string {
  return CREDENTIALS.reduce(
    (clean, [pattern, instead]) => clean.replace(pattern, instead),
    text,
  );
}

/**
 * A message of the cluster as it may be kept: whoever reads the asset reads it,
 * so it is bounded, and credentials in it are left out. They are looked for in
 * more than is kept, or one that is cut in two would not be known as one.
 */
export function bounded<T extends string | undefined>(
  text: T,
  limit = MESSAGE_LIMIT,
): T | string {
  if (text === undefined) return text;
  const clean = withoutCredentials(withoutControls(text.slice(0, 2 * limit)));
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}

/** The end of a message likewise: what a program said last is why it ended. */
export function boundedEnd(text: string | undefined): string | undefined {
  if (text === undefined) return text;
  const clean = withoutCredentials(
    withoutControls(text.slice(-2 * MESSAGE_LIMIT)),
  );
  return clean.length > MESSAGE_LIMIT
    ? `…${clean.slice(-MESSAGE_LIMIT)}`
    : clean;
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
