import { Condition, Pod, Workload } from '../objects';
import { Notebook } from './objects';

/**
 * Status of a Notebook: the pod's conditions copied, and the state of the
 * container that bears the Notebook's name. Without a pod both are empty,
 * whether it is stopped or refused.
 */
export function notebookStatus(
  { metadata, status }: Notebook,
  workload: Workload | undefined,
  pod: Pod | undefined,
  now: Date,
): Record<string, unknown> {
  const container = pod?.status?.containerStatuses?.find(
    ({ name }) => name === metadata.name,
  );
  return {
    conditions: (pod?.status?.conditions ?? []).map(condition =>
      copied(
        condition,
        status?.conditions?.find(({ type }) => type === condition.type),
        now,
      ),
    ),
    containerState: container?.state ?? {},
    readyReplicas: workload?.status?.readyReplicas ?? 0,
  };
}

/** Nobody probes the pod, so the time is that of the copy; it stays as long as the condition does. */
function copied(
  { type, status, reason, message, lastTransitionTime }: Condition,
  former: Condition | undefined,
  now: Date,
): Condition {
  const same =
    former?.status === status &&
    former.reason === reason &&
    former.lastTransitionTime === lastTransitionTime;
  return {
    type,
    status,
    ...(reason && { reason }),
    ...(message && { message }),
    lastProbeTime:
      (same && former.lastProbeTime) ||
      now.toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(lastTransitionTime && { lastTransitionTime }),
  };
}
