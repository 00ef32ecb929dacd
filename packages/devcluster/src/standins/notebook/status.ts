import { Pod, Workload } from '../objects';
import { Notebook } from './objects';

/**
 * Status of a Notebook: the pod's conditions copied, and the state of the
 * container that bears the Notebook's name. Without a pod both are empty,
 * whether it is stopped or refused.
 */
export function notebookStatus(
  notebook: Notebook,
  workload: Workload | undefined,
  pod: Pod | undefined,
): Record<string, unknown> {
  const container = pod?.status?.containerStatuses?.find(
    ({ name }) => name === notebook.metadata.name,
  );
  return {
    conditions: (pod?.status?.conditions ?? []).map(
      ({ type, status, reason, message, lastTransitionTime }) => ({
        type,
        status,
        ...(reason && { reason }),
        ...(message && { message }),
        ...(lastTransitionTime && { lastTransitionTime }),
      }),
    ),
    containerState: container?.state ?? {},
    readyReplicas: workload?.status?.readyReplicas ?? 0,
  };
}
