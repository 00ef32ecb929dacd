import {
  Observations,
  SeenClaim,
  SeenEvent,
  SeenPod,
  SeenQueueEntry,
  SeenWorkload,
  claims,
  controllerOf,
  describeObject,
  events,
  pods,
  queueEntries,
} from '@greenroom/backstage-plugin-greenroom-node';
import { Refusal, Unanswered } from './Evidence';
import { newestFirst, sinceStart } from './warnings';

/** The owner that pods must have to count: labels alone can be forged. */
export interface ExpectedOwner {
  kind: 'StatefulSet' | 'ReplicaSet';
  /** Name of a StatefulSet; of a ReplicaSet, its Deployment's name. */
  name: string;
}

/** Pods that the expected owner controls. */
export function controlledPods(
  seen: Observations,
  owner: ExpectedOwner,
): SeenPod[] {
  return seen.all(pods).filter(pod => {
    const controller = controllerOf(pod);
    return controller?.kind === owner.kind && isNamed(owner, controller.name);
  });
}

/** Claims of the given names. */
export function claimsNamed(
  seen: Observations,
  names: readonly string[],
): SeenClaim[] {
  return seen
    .all(claims)
    .filter(({ metadata }) => names.includes(metadata.name));
}

/** Events about the objects of the asset since it was last started, newest first. */
export function eventsAbout(
  seen: Observations,
  startedAt: string,
  isOurs: (involved: SeenEvent['involved']) => boolean,
): SeenEvent[] {
  const ours = seen.all(events).filter(({ involved }) => isOurs(involved));
  return newestFirst(sinceStart(ours, startedAt));
}

/** What Kueue says of the workload, or of its pods one by one. */
export function queuedFor(
  seen: Observations,
  workload: ExpectedOwner,
  own: readonly SeenPod[],
): SeenQueueEntry[] {
  return seen
    .all(queueEntries)
    .filter(
      ({ involved: { kind, name } }) =>
        (kind === workload.kind && name === workload.name) ||
        (kind === 'Pod' && own.some(({ metadata }) => metadata.name === name)),
    );
}

/** Whether the name is the owner's, e.g. ReplicaSet `model-predictor-6f7b9` of Deployment `model-predictor`. */
export function isNamed({ kind, name }: ExpectedOwner, found: string): boolean {
  return kind === 'StatefulSet'
    ? found === name
    : found.startsWith(`${name}-`) &&
        !found.slice(name.length + 1).includes('-');
}

/**
 * What the controllers were refused, newest first. An event outlives what it
 * tells: once pods are there, it is history.
 */
export function refusals(
  about: readonly SeenEvent[],
  workload: SeenWorkload | undefined,
  seenPods: readonly SeenPod[],
): Refusal[] {
  const failure = workload?.conditions.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  const stated =
    workload && failure?.message
      ? [{ object: describeObject(workload), message: failure.message }]
      : [];
  if (seenPods.length) return stated;
  return [
    ...stated,
    ...about
      .filter(({ reason }) => reason === 'FailedCreate')
      .map(({ involved, message, metadata }) => ({
        object: `${involved.kind} ${metadata.namespace}/${involved.name}`,
        message,
      })),
  ];
}

/** The object that stands for an asset, as far as its controller's silence can be told by it. */
export interface Asked {
  /** e.g. `Notebook fraud/explore` */
  object: string;
  exists: boolean;
  stopped: boolean;
  createdAt?: string;
  /** Its controller has written into it. */
  answered?: boolean;
}

/** Which of the objects between the asset and its pods nobody has acted on since it was to run; undefined when somebody has. */
export function unanswered(
  root: Asked,
  workload: SeenWorkload | undefined,
  requestedAt: string,
): Unanswered | undefined {
  if (!root.exists || root.stopped) return undefined;
  const asked = workload
    ? {
        object: describeObject(workload),
        createdAt: workload.metadata.creationTimestamp,
        answered: workload.observedGeneration !== undefined,
      }
    : root;
  const { object, createdAt, answered } = asked;
  if (answered || createdAt === undefined) return undefined;
  const latest = Math.max(Date.parse(createdAt), Date.parse(requestedAt));
  return { object, since: new Date(latest).toISOString() };
}

/** Whether the controllers have acted on the newest spec. */
export function isSettled(
  workload: SeenWorkload | undefined,
  wanted: number,
): boolean {
  if (!workload) return false;
  const { observedGeneration = 0, updatedReplicas, metadata } = workload;
  return (
    observedGeneration >= (metadata.generation ?? 0) &&
    updatedReplicas >= wanted
  );
}
