import { KubernetesObject } from './kubernetes';
import { controllerOf, ObservedKind, SeenAbout } from './Observations';
import {
  bounded,
  SeenCondition,
  seenConditions,
  seenMetadata,
} from './core/meta';

export const KUEUE_API = 'kueue.x-k8s.io/v1beta2';

/** What Kueue says of something that waits in a queue or came through it, a StatefulSet or a Pod: its `Workload`. */
export interface SeenQueueEntry extends SeenAbout {
  kind: 'Workload';
  queue?: string;
  /** False: Kueue has given up on it, and somebody must let it in again. */
  active: boolean;
  conditions: readonly SeenCondition[];
  checks: readonly SeenAdmissionCheck[];
  /** ISO 8601: when it is queued again after it was turned out. */
  requeueAt?: string;
}

/** Something besides quota that must agree. */
export interface SeenAdmissionCheck {
  name: string;
  state: string;
  message?: string;
}

interface Workload extends KubernetesObject {
  spec?: { queueName?: string; active?: boolean };
  status?: {
    conditions?: SeenCondition[];
    admissionChecks?: SeenAdmissionCheck[];
    requeueState?: { requeueAt?: string };
  };
}

/** Entries of queues, by what is queued. */
export const queueEntries: ObservedKind<SeenQueueEntry> = {
  apiVersion: KUEUE_API,
  kind: 'Workload',
  project: object => {
    const { spec, status } = object as Workload;
    const owner = controllerOf(object);
    return (
      owner && {
        kind: 'Workload',
        metadata: seenMetadata(object),
        involved: { kind: owner.kind, name: owner.name },
        queue: spec?.queueName,
        active: spec?.active ?? true,
        conditions: seenConditions(status?.conditions),
        checks: (status?.admissionChecks ?? []).map(
          ({ name, state, message }) => ({
            name,
            state,
            message: bounded(message),
          }),
        ),
        requeueAt: status?.requeueState?.requeueAt,
      }
    );
  },
};
