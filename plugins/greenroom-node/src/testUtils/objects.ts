import {
  Seen,
  SeenClaim,
  SeenEvent,
  SeenNamespace,
  SeenQueueEntry,
  SeenWorkload,
} from '../observed';
import { DECLARED_AT } from './declarations';

let serial = 0;

/** Metadata of an object in namespace `fraud`, with a UID of its own. */
export function someMetadata(
  name: string,
  overrides: Partial<Seen['metadata']> = {},
): Seen['metadata'] {
  serial += 1;
  return {
    name,
    namespace: 'fraud',
    uid: `uid-${serial}`,
    resourceVersion: String(serial),
    generation: 1,
    creationTimestamp: DECLARED_AT,
    ...overrides,
  };
}

/** A workload of which everything wanted is up to date. */
export function aWorkload(
  kind: SeenWorkload['kind'],
  name: string,
  overrides: Partial<SeenWorkload> = {},
): SeenWorkload {
  const { replicas = 1 } = overrides;
  return {
    kind,
    metadata: someMetadata(name),
    replicas,
    readyReplicas: replicas,
    updatedReplicas: replicas,
    observedGeneration: 1,
    conditions: [],
    ...overrides,
  };
}

/** A bound claim. */
export function aClaim(
  name: string,
  overrides: Partial<SeenClaim> = {},
): SeenClaim {
  return {
    kind: 'PersistentVolumeClaim',
    metadata: someMetadata(name),
    phase: 'Bound',
    requested: '20Gi',
    capacity: '20Gi',
    ...overrides,
  };
}

/** A warning about `Kind/name`. */
export function anEvent(
  involved: string,
  reason: string,
  message: string,
  overrides: Partial<SeenEvent> = {},
): SeenEvent {
  const [kind, name] = involved.split('/');
  return {
    kind: 'Event',
    metadata: someMetadata(`${name}.1`),
    type: 'Warning',
    reason,
    message,
    count: 1,
    lastSeen: DECLARED_AT,
    involved: { kind, name },
    ...overrides,
  };
}

/** An active namespace. */
export function aNamespace(
  name: string,
  overrides: Partial<SeenNamespace> = {},
): SeenNamespace {
  return {
    kind: 'Namespace',
    metadata: someMetadata(name, { namespace: undefined }),
    phase: 'Active',
    conditions: [],
    ...overrides,
  };
}

/** Kueue's entry of StatefulSet `explore`, which waits in queue `team` for this reason. */
export function aQueueEntry(
  reason: string,
  message: string,
  overrides: Partial<SeenQueueEntry> = {},
): SeenQueueEntry {
  return {
    kind: 'Workload',
    metadata: someMetadata('statefulset-explore-8d4b2'),
    involved: { kind: 'StatefulSet', name: 'explore' },
    queue: 'team',
    active: true,
    conditions: [{ type: 'QuotaReserved', status: 'False', reason, message }],
    checks: [],
    ...overrides,
  };
}
