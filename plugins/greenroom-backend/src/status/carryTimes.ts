import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { sameJson } from './sameJson';

/** A culler notes each minute that something is in use: that alone is no news. */
const IDLE_STEP_MS = 5 * 60_000;

/**
 * Times say when something changed, not when it was last looked at: conditions
 * keep `since` while status and reason stay, and a status that says the same as
 * before is `previous` itself.
 */
export function carryTimes(previous: Status | undefined, next: Status): Status {
  if (!previous) return next;
  const conditions = next.conditions.map(condition => {
    const before = previous.conditions.find(
      ({ type }) => type === condition.type,
    );
    const same =
      before?.status === condition.status && before.reason === condition.reason;
    return same ? { ...condition, since: before.since } : condition;
  });
  const carried = withIdleOf(previous, { ...next, conditions });
  const { observedAt } = previous;
  return sameJson({ ...carried, observedAt }, previous) ? previous : carried;
}

function withIdleOf({ idle: before }: Status, next: Status): Status {
  const { idle } = next;
  if (!before || !idle) return next;
  const passed =
    Date.parse(idle.lastActivity) - Date.parse(before.lastActivity);
  const same = passed >= 0 && passed < IDLE_STEP_MS;
  return same && Boolean(idle.stopsAt) === Boolean(before.stopsAt)
    ? { ...next, idle: before }
    : next;
}
