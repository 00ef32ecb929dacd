import { IdleClock } from '@greenroom/backstage-plugin-greenroom-common';

/** Time to save what is only in memory. */
const WARNING_MS = 30 * 60_000;

/**
 * When somebody is to be told that a workbench is about to be stopped
 * (milliseconds since the epoch). Where the cluster is quick about it, half of
 * the time has to do.
 */
export function warningAt({
  lastActivity,
  stopsAt,
}: IdleClock): number | undefined {
  if (stopsAt === undefined) return undefined;
  const stops = Date.parse(stopsAt);
  const idleMs = stops - Date.parse(lastActivity);
  return stops - Math.min(WARNING_MS, idleMs / 2);
}
