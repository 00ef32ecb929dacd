import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { sameJson } from './sameJson';

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
  const carried = { ...next, conditions };
  const { observedAt } = previous;
  return sameJson({ ...carried, observedAt }, previous) ? previous : carried;
}
