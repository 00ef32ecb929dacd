import {
  ClusterSite,
  IdleClock,
} from '@greenroom/backstage-plugin-greenroom-common';
import { SeenNotebook } from './notebooks';

/** Kubeflow's culler writes it while it watches a Notebook that runs. */
const LAST_ACTIVITY = 'notebooks.kubeflow.org/last-activity';
const MINUTE_MS = 60_000;

/**
 * When the cluster's own culler stops a Notebook. Undefined where it watches
 * none, or says something that is no time. Pure.
 */
export function idleClock(
  { metadata: { annotations = {} } }: SeenNotebook,
  { culler: { idleAfter } }: Pick<ClusterSite, 'culler'>,
): IdleClock | undefined {
  const last = Date.parse(annotations[LAST_ACTIVITY] ?? '');
  if (Number.isNaN(last)) return undefined;
  const iso = (time: number) => new Date(time).toISOString();
  return {
    lastActivity: iso(last),
    ...(idleAfter && { stopsAt: iso(last + idleAfter * MINUTE_MS) }),
  };
}
