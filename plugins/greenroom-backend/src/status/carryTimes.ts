import { Status } from '@greenroom/backstage-plugin-greenroom-common';

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
  return JSON.stringify(sorted(unchanged)) === JSON.stringify(sorted(previous))
    ? unchanged
    : carried;
}

/** Keys in order and absent ones dropped: what comes from the database has its own order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, sorted(field)]),
  );
}
