import { Phase } from '@greenroom/backstage-plugin-greenroom-common';
import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';
import { backoffMs } from '@greenroom/controller-runtime';
import { askedPauseMs } from './errors';

/** When to look again though nothing has changed. */
export interface Requeue {
  requeueAfterMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Something is about to change, and a watch may not tell. */
export const soon: Requeue = { requeueAfterMs: 5 * SECOND };

/** Somebody has to change something; a change that may heal it comes sooner than this. */
const AFTER_FAILURE: Record<ApplyFailure['type'], number> = {
  Terminating: 10 * SECOND,
  Unreachable: 30 * SECOND,
  Denied: MINUTE,
  Foreign: MINUTE,
  Forbidden: MINUTE,
  Error: MINUTE,
  Conflict: 2 * MINUTE,
  Contended: 10 * MINUTE,
  Invalid: 5 * MINUTE,
};

export function afterFailure(type: ApplyFailure['type']): Requeue {
  return jittered(AFTER_FAILURE[type]);
}

/** Time may heal it: at first it is tried again at once, then less and less often. */
export function afterTransientFailure(
  error: Error,
  failuresBefore: number,
): Requeue {
  const asked = askedPauseMs(error) ?? 0;
  return { requeueAfterMs: Math.max(asked, backoffMs(failuresBefore)) };
}

/** What a status says of something under way depends on how long it has taken. */
const UNDER_WAY = 30 * SECOND;
/** Something is wrong, and what would heal it may be something that is not watched. */
const UNWELL = 30 * MINUTE;
/** All is as declared. Only what is not watched, such as a Secret, could have changed unseen. */
const AT_REST = 12 * HOUR;

const AFTER_PHASE: Record<Phase, number> = {
  Pending: UNDER_WAY,
  Progressing: UNDER_WAY,
  Stopping: UNDER_WAY,
  Deleting: UNWELL,
  Degraded: UNWELL,
  Failed: UNWELL,
  Unknown: UNWELL,
  Ready: AT_REST,
  Stopped: AT_REST,
};

export function afterStatus(phase: Phase): Requeue {
  return jittered(AFTER_PHASE[phase]);
}

export function sooner(one: Requeue, other: Requeue): Requeue {
  return one.requeueAfterMs < other.requeueAfterMs ? one : other;
}

/** As told, but not after a time that is to come (milliseconds since the epoch). */
export function atLatest(requeue: Requeue, time: number | undefined): Requeue {
  const ms = (time ?? 0) - Date.now();
  return ms > 0
    ? { requeueAfterMs: Math.min(requeue.requeueAfterMs, ms + SECOND) }
    : requeue;
}

/** Spread out by a tenth either way, so that what began together does not come back together. */
function jittered(ms: number): Requeue {
  return {
    requeueAfterMs: Math.round(ms * (0.9 + Math.random() * 0.2)),
  };
}
