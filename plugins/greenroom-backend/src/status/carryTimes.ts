import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { canonical } from './canonical';

/**
 * Times say when something changed, not when it was last looked at: conditions
 * keep `since` while status and reason stay, and a status that says the same as
 * before keeps its `observedAt`. Then equal statuses are equal as JSON too.
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
  const carried = { ...next, conditions };
  const unchanged = { ...carried, observedAt: previous.observedAt };
  return canonical(unchanged) === canonical(previous) ? unchanged : carried;
}
