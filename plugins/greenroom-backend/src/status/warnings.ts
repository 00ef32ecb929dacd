import { SeenEvent, SeenPod } from '@greenroom/backstage-plugin-greenroom-node';

/**
 * For so long after a start, what usually passes by itself is told but not
 * called a problem; and for so long before it, what events tell may belong to it.
 */
export const SETTLING_MS = 30_000;

/** For so long a node that is being added may take. */
export const SCALE_UP_MS = 20 * 60_000;

/** Reasons of events after which nothing goes on by itself. */
const ERRORS = new Set([
  'BackOff',
  'FailedCreate',
  'FailedScheduling',
  'NotTriggerScaleUp',
]);

/** 2: nothing goes on; 1: a warning; 0: a step on the way. */
export function severityOf({
  reason,
  type,
}: Pick<SeenEvent, 'reason' | 'type'>): number {
  if (ERRORS.has(reason)) return 2;
  return type === 'Warning' ? 1 : 0;
}

/** Times of events are in seconds: of those of the same second the worst counts. */
export function newestFirst(events: readonly SeenEvent[]): SeenEvent[] {
  return [...events].sort(
    (a, b) =>
      secondOf(b) - secondOf(a) ||
      severityOf(b) - severityOf(a) ||
      compare(b.lastSeen, a.lastSeen),
  );
}

/** Those of what was started then; an event lives for an hour, and tells of earlier attempts too. */
export function sinceStart(
  events: readonly SeenEvent[],
  startedAt: string,
): SeenEvent[] {
  const from = Date.parse(startedAt) - SETTLING_MS;
  return events.filter(({ lastSeen }) => !(Date.parse(lastSeen) < from));
}

/** The pod is so new that its warnings are no problem yet. */
export function isSettling({ metadata }: SeenPod, now: number): boolean {
  const { creationTimestamp } = metadata;
  return (
    creationTimestamp !== undefined &&
    now - Date.parse(creationTimestamp) < SETTLING_MS
  );
}

/** A StatefulSet gives its pods the names of earlier ones. */
export function isAboutPod({ involved }: SeenEvent, { metadata }: SeenPod) {
  return (
    involved.kind === 'Pod' &&
    involved.name === metadata.name &&
    (involved.uid === undefined || involved.uid === metadata.uid)
  );
}

/**
 * The event by which a node is being added for the pod: until it has had its
 * time, or no other can be added, the pod's warnings say nothing new.
 */
export function scaleUpOf(
  events: readonly SeenEvent[],
  pod: SeenPod,
  now: number,
): SeenEvent | undefined {
  const said = newestFirst(events).find(
    event =>
      /^(Not)?Trigger(ed)?ScaleUp$/.test(event.reason) &&
      isAboutPod(event, pod),
  );
  return said?.reason === 'TriggeredScaleUp' &&
    now - Date.parse(said.lastSeen) < SCALE_UP_MS
    ? said
    : undefined;
}

function secondOf({ lastSeen }: SeenEvent): number {
  return Math.floor((Date.parse(lastSeen) || 0) / 1000);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
