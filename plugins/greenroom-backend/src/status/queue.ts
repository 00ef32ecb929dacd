import {
  SeenCondition,
  SeenQueueEntry,
} from '@greenroom/backstage-plugin-greenroom-node';
import { Evidence } from './Evidence';

/** Reasons behind which Kueue, unless told otherwise, hides the one that counts. */
const VAGUE = new Set(['Pending', 'Inadmissible', 'Waiting']);

/** Entries that are not let in, or not any more. */
export function waitingIn({ queued }: Evidence): SeenQueueEntry[] {
  return queued.filter(
    entry =>
      !isTrue(entry, 'Finished') &&
      (!isTrue(entry, 'Admitted') || isTrue(entry, 'Evicted')),
  );
}

/** Why there is no quota for an entry, when it is for one of these reasons. */
export function held(
  { conditions }: SeenQueueEntry,
  { reasons, pattern }: { reasons: readonly string[]; pattern: RegExp },
): SeenCondition | undefined {
  return conditions.find(
    ({ type, status, reason = '', message = '' }) =>
      type === 'QuotaReserved' &&
      status === 'False' &&
      (reasons.includes(reason) ||
        (VAGUE.has(reason) && pattern.test(message))),
  );
}

/** That it was turned out. */
export function evictionOf({
  conditions,
}: SeenQueueEntry): SeenCondition | undefined {
  return conditions.find(
    ({ type, status }) => type === 'Evicted' && status === 'True',
  );
}

function isTrue({ conditions }: SeenQueueEntry, wanted: string): boolean {
  return conditions.some(
    ({ type, status }) => type === wanted && status === 'True',
  );
}
