import {
  aHardwareProfile,
  anAcceleratorUsage,
  anEvent,
  aPod,
  aStatusContext,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { AcceleratorUsage } from '@greenroom/backstage-plugin-greenroom-common';
import { ReasonRow } from './ReasonRow';

const SCHEDULER = 'kube-scheduler 1.36.3';
const POD = 'Pod fraud/explore-0';
const MI300 = aHardwareProfile({
  name: 'amd-mi300',
  title: 'AMD MI300',
  accelerator: {
    resource: 'amd.com/gpu',
    product: 'AMD MI300X',
    count: { default: 1, max: 8 },
  },
});
const FREE_MI300 = anAcceleratorUsage({
  resource: 'amd.com/gpu',
  product: 'AMD MI300X',
});
const TO_MI300 = {
  text: 'Use AMD MI300 (8 free)',
  change: { hardware: { profile: 'amd-mi300' } },
};

const waiting = (
  message: string,
  devices: Record<string, number> = {},
  accelerators: AcceleratorUsage[] = [],
  context: Parameters<typeof aStatusContext>[0] = {},
) => ({
  from: SCHEDULER,
  phase: 'Pending' as const,
  object: POD,
  evidence: message,
  seen: {
    pods: [aPod().holding(devices).unschedulable(message).build()],
    context: aStatusContext({
      accelerators: [...accelerators, FREE_MI300],
      profiles: [aHardwareProfile(), MI300],
      ...context,
    }),
  },
});

const short = (count: number, usage: Partial<AcceleratorUsage>) =>
  waiting(
    "0/6 nodes are available: 1 Insufficient nvidia.com/gpu, 5 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/6 nodes are available: 1 No preemption victims found for incoming pod, 5 Preemption is not helpful for scheduling.",
    { 'nvidia.com/gpu': count },
    [anAcceleratorUsage(usage)],
  );

const FULL =
  '0/2 nodes are available: 2 Insufficient memory. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.';

const autoscaled = (
  reason: 'TriggeredScaleUp' | 'NotTriggerScaleUp',
  message: string,
) => ({
  seen: {
    ...waiting(FULL).seen,
    events: [
      anEvent('Pod/explore-0', reason, message, {
        type: 'Normal',
        lastSeen: '2026-08-01T10:05:00Z',
      }),
    ],
  },
});

/** Rows 14 to 21: nodes. */
export const schedulerRows: ReasonRow[] = [
  {
    row: 14,
    ...short(1, { allocatable: 0, free: 0, largestFree: 0, largestNode: 0 }),
    reason: 'NoSuchAccelerator',
    summary: 'No node of the cluster offers NVIDIA A100 (nvidia.com/gpu) now.',
    fix: TO_MI300,
  },
  {
    row: 15,
    ...short(1, {
      used: 8,
      free: 0,
      largestFree: 0,
      holders: [{ namespace: 'risk', pod: 'train-0', count: 8 }],
    }),
    reason: 'AcceleratorsInUse',
    summary: 'All 8 NVIDIA A100 are in use. Held by project risk (8).',
    fix: TO_MI300,
  },
  {
    row: 16,
    ...short(9, {}),
    reason: 'CanNeverFit',
    summary: '9 NVIDIA A100 can never fit: the largest node has 8.',
    fix: { text: 'Ask for 8', change: { hardware: { count: 8 } } },
  },
  {
    row: 17,
    ...waiting(
      '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
      { 'nvidia.com/gpu': 1 },
      [anAcceleratorUsage()],
    ),
    reason: 'UntoleratedTaint',
    summary:
      'The nodes that would do are reserved by a taint that the hardware profile does not tolerate.',
    fix: {
      text: 'Ask the platform team to add the toleration to the hardware profile "nvidia-a100"',
    },
  },
  {
    row: 18,
    ...waiting(
      "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
      { 'nvidia.com/gpu': 1 },
    ),
    reason: 'NodeSelectorMismatch',
    summary:
      'No node has the labels that the hardware profile asks for: nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB.',
    fix: TO_MI300,
  },
  {
    row: 18,
    ...waiting(
      "0/6 nodes are available: 2 node(s) didn't match Pod's node affinity/selector, 4 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      {},
      [],
      { nodesWith: () => 0 },
    ),
    reason: 'NodeSelectorMismatch',
    summary:
      'No node has the labels that the hardware profile asks for: nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB.',
    fix: TO_MI300,
  },
  {
    row: 19,
    from: 'kubelet 1.36 with NVIDIA k8s-device-plugin 0.17',
    phase: 'Failed',
    object: POD,
    evidence:
      "Allocate failed due to rpc error: code = Unknown desc = request for 'nvidia.com/gpu: 2' too large: maximum request size for shared resources is 1, which is unexpected",
    seen: {
      pods: [
        aPod()
          .on('gpu-1')
          .rejected(
            'UnexpectedAdmissionError',
            "Allocate failed due to rpc error: code = Unknown desc = request for 'nvidia.com/gpu: 2' too large: maximum request size for shared resources is 1, which is unexpected",
          )
          .build(),
      ],
    },
    reason: 'SharedDeviceLimit',
    summary:
      'The device is shared, and of a shared device only 1 can be asked for.',
    fix: { text: 'Ask for 1', change: { hardware: { count: 1 } } },
  },
  {
    row: 20,
    ...waiting(FULL),
    ...autoscaled(
      'TriggeredScaleUp',
      'pod triggered scale-up: [{a100-pool 1->2 (max: 4)}]',
    ),
    from: 'cluster-autoscaler 1.34',
    reason: 'NodeStarting',
    phase: 'Progressing',
    summary: 'A node is being added for it.',
    evidence: 'pod triggered scale-up: [{a100-pool 1->2 (max: 4)}]',
    fix: { text: 'Wait; this takes some minutes' },
  },
  {
    row: 20,
    ...waiting(FULL),
    ...autoscaled(
      'NotTriggerScaleUp',
      "pod didn't trigger scale-up: 1 max node group size reached",
    ),
    from: 'cluster-autoscaler 1.34',
    reason: 'NoNodeToAdd',
    summary:
      'No node has room, and no more may be added: the limit is reached.',
    evidence: `${FULL} pod didn't trigger scale-up: 1 max node group size reached`,
    fix: {
      text: 'Wait until something else stops, or ask the platform team to raise the limit',
    },
  },
  {
    row: 21,
    ...waiting(
      '0/2 nodes are available: 2 cannot allocate all claims. still not schedulable, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ),
    reason: 'NoDeviceForClaim',
    summary: 'No device of the cluster matches what the pod claims.',
    fix: TO_MI300,
  },
  {
    ...waiting(
      '0/6 nodes are available: 2 Insufficient memory, 4 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/6 nodes are available: 2 No preemption victims found for incoming pod, 4 Preemption is not helpful for scheduling.',
    ),
    reason: 'InsufficientResources',
    summary: 'No node has enough memory free.',
    fix: { text: 'Ask for less memory, or wait until some is freed' },
  },
  {
    ...waiting(
      '0/6 nodes are available: 2 Too many pods, 4 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/6 nodes are available: 2 No preemption victims found for incoming pod, 4 Preemption is not helpful for scheduling.',
    ),
    reason: 'TooManyPods',
    summary:
      'The nodes that would do run as many pods as they may, whatever room there is.',
    fix: { text: 'Stop something else, or wait until something ends' },
  },
  {
    ...waiting('no nodes available to schedule pods'),
    seen: {
      pods: [
        aPod().unschedulable('no nodes available to schedule pods').build(),
      ],
      context: aStatusContext({ resolved: resolvedStandards() }),
    },
    reason: 'Unschedulable',
    summary: 'The scheduler finds no node for the pod.',
    fix: { text: 'Choose another hardware profile' },
  },
];
