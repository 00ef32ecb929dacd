import {
  aPod,
  aQueueEntry,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { ReasonRow } from './ReasonRow';

const KUEUE = 'Kueue';
/** Reasons are `Pending` or `Inadmissible` whatever counts. */
const OLDER = 'Kueue without UnadmittedWorkloadsObservability';
const ENTRY = 'Workload fraud/statefulset-explore-8d4b2';
const POD_SET = "couldn't assign flavors to pod set main: ";

const entry = (
  reason: string,
  message: string,
  overrides: Parameters<typeof aQueueEntry>[2] = {},
) => ({
  seen: {
    pods: [aPod().gated().build()],
    queued: [aQueueEntry(reason, message, overrides)],
  },
  object: ENTRY,
  evidence: message,
  phase: 'Pending' as const,
});

const evicted = (
  reason: string,
  message: string,
  overrides: Parameters<typeof aQueueEntry>[2] = {},
  preempted?: string,
) =>
  entry('Pending', message, {
    conditions: [
      { type: 'QuotaReserved', status: 'False', reason: 'Pending', message },
      { type: 'Evicted', status: 'True', reason, message },
      ...(preempted
        ? [{ type: 'Preempted', status: 'True', reason: preempted, message }]
        : []),
    ],
    ...overrides,
  });

/** Rows 4 to 13: gates and queues. */
export const queueRows: ReasonRow[] = [
  {
    row: 4,
    from: 'kube-apiserver 1.36.3',
    seen: { pods: [aPod().gated().build()] },
    reason: 'SchedulingGated',
    phase: 'Pending',
    summary: 'The pod is held back by a queue or another scheduling gate.',
    object: 'Pod fraud/explore-0',
    evidence: 'Scheduling is blocked due to non-empty scheduling gates',
    fix: {
      text: 'Ask the platform team which queue or controller opens the gate',
    },
  },
  {
    row: 5,
    from: KUEUE,
    ...entry('Misconfigured', "LocalQueue team doesn't exist"),
    reason: 'QueueMissing',
    summary:
      'The queue "team" that it is to wait in does not exist in this project.',
    fix: {
      text: 'Ask the platform team to set up the LocalQueue "team", or to correct the label kueue.x-k8s.io/queue-name',
    },
  },
  {
    row: 5,
    from: OLDER,
    ...entry('Inadmissible', "LocalQueue team doesn't exist"),
    reason: 'QueueMissing',
    summary:
      'The queue "team" that it is to wait in does not exist in this project.',
    fix: {
      text: 'Ask the platform team to set up the LocalQueue "team", or to correct the label kueue.x-k8s.io/queue-name',
    },
  },
  {
    row: 6,
    from: KUEUE,
    ...entry('Suspended', 'LocalQueue team is stopped'),
    reason: 'QueueStopped',
    summary: 'The queue "team" lets nothing in for now.',
    fix: { text: 'Ask the platform team when it is opened again' },
  },
  {
    row: 6,
    from: OLDER,
    ...entry('Inadmissible', 'ClusterQueue rig is inactive'),
    reason: 'QueueStopped',
    summary: 'The queue "team" lets nothing in for now.',
    fix: { text: 'Ask the platform team when it is opened again' },
  },
  {
    row: 7,
    from: KUEUE,
    ...entry(
      'NoMatchingFlavor',
      `${POD_SET}flavor a100 doesn't match node affinity`,
    ),
    reason: 'NoMatchingFlavor',
    summary:
      'The queue "team" has no hardware that fits the profile\'s node labels and tolerations.',
    fix: { text: 'Choose another hardware profile' },
  },
  {
    row: 8,
    from: KUEUE,
    ...entry(
      'ExceedsMaxQuota',
      `${POD_SET}insufficient quota for nvidia.com/gpu in flavor a100, previously considered podsets requests (0) + current podset request (4) > maximum capacity (2)`,
    ),
    reason: 'ExceedsQueueQuota',
    summary:
      'It will never be let in: 4 nvidia.com/gpu are asked for, and the queue "team" has 2 at most.',
    fix: { text: 'Ask for 2', change: { hardware: { count: 2 } } },
  },
  {
    row: 9,
    from: KUEUE,
    ...entry(
      'WaitingForQuota',
      `${POD_SET}insufficient unused quota for nvidia.com/gpu in flavor a100, 1 more needed`,
    ),
    reason: 'WaitingForQueueQuota',
    summary:
      'It waits in the queue "team": 1 more nvidia.com/gpu of "a100" must become free.',
    fix: { text: 'Wait for its turn, or stop something else in this queue' },
  },
  {
    row: 9,
    from: `${OLDER}, of two flavours`,
    ...entry(
      'Pending',
      `${POD_SET}insufficient quota for cpu in flavor spot, previously considered podsets requests (0) + current podset request (20) > maximum capacity (2), insufficient unused quota for cpu in flavor on-demand, 20 more needed`,
    ),
    reason: 'WaitingForQueueQuota',
    summary:
      'It waits in the queue "team": 20 more cpu of "on-demand" must become free.',
    fix: { text: 'Wait for its turn, or stop something else in this queue' },
  },
  {
    row: 10,
    from: KUEUE,
    ...entry(
      'TopologyPlacementFailed',
      `${POD_SET}topology "default" allows to fit only 4 out of 10 pod(s). Total nodes: 8; excluded: resource "cpu": 6`,
    ),
    reason: 'ScatteredInTopology',
    summary: 'Enough is free, but not close together: room for 4 of 10 pods.',
    fix: {
      text: 'Wait until devices that are close together become free, or ask for less',
    },
  },
  {
    row: 11,
    from: OLDER,
    ...entry(
      'Pending',
      `${POD_SET}insufficient unused quota for nvidia.com/gpu in flavor a100, 1 more needed. Pending the preemption of 1 workload(s)`,
    ),
    reason: 'WaitingForOthers',
    summary: 'It is next: 1 other workload leaves to make room.',
    fix: { text: 'Wait; nothing needs to be done' },
  },
  {
    row: 11,
    from: KUEUE,
    ...entry(
      'WaitingForPodsReady',
      'waiting for all admitted workloads to be in PodsReady condition',
    ),
    reason: 'WaitingForOthers',
    summary: 'It waits until others that were let in before are ready.',
    fix: { text: 'Wait; nothing needs to be done' },
  },
  {
    row: 12,
    from: KUEUE,
    ...entry('', '', {
      conditions: [
        { type: 'QuotaReserved', status: 'True', reason: 'QuotaReserved' },
        {
          type: 'Admitted',
          status: 'False',
          reason: 'UnsatisfiedAdmissionChecks',
          message: 'The workload has not all checks ready',
        },
      ],
      checks: [
        { name: 'budget', state: 'Pending', message: 'waits for approval' },
        { name: 'capacity', state: 'Ready' },
      ],
    }),
    reason: 'WaitingForAdmissionCheck',
    summary: 'There is quota for it; it still waits for the check "budget".',
    evidence: 'budget: Pending, waits for approval',
    fix: { text: 'Ask the platform team what the check "budget" waits for' },
  },
  {
    row: 13,
    from: KUEUE,
    ...evicted(
      'Preempted',
      'Preempted to accommodate a workload (UID: 8a1c, JobUID: 7f2e) due to reclamation within the cohort; preemptor path: /r/c/q; preemptee path: /r/q_borrowing',
      {},
      'InCohortReclamation',
    ),
    reason: 'EvictedFromQueue',
    summary:
      'The queue "team" stopped it because what it had borrowed was claimed back. It is queued again.',
    fix: { text: 'Wait, or ask the platform team for a higher priority' },
  },
  {
    row: 13,
    from: KUEUE,
    ...evicted(
      'PodsReadyTimeout',
      'Exceeded the PodsReady timeout fraud/statefulset-explore-8d4b2',
      { requeueAt: '2026-08-01T10:20:00Z' },
    ),
    reason: 'EvictedFromQueue',
    summary:
      'The queue "team" stopped it because it was not ready in time. It is queued again at 2026-08-01T10:20:00Z.',
    fix: { text: 'Wait, or ask the platform team for a higher priority' },
  },
  {
    row: 13,
    from: KUEUE,
    ...evicted('NodeFailures', 'Workload evicted due to node failures: gpu-1'),
    reason: 'EvictedFromQueue',
    summary:
      'The queue "team" stopped it because its node failed. It is queued again.',
    fix: { text: 'Wait, or ask the platform team for a higher priority' },
  },
  {
    row: 13,
    from: KUEUE,
    ...evicted('Deactivated', 'The workload is deactivated', { active: false }),
    reason: 'DeactivatedInQueue',
    phase: 'Failed',
    summary: 'The queue "team" has given up on it: The workload is deactivated',
    fix: { text: 'Stop it and start it again to queue it anew' },
  },
];
