import { Phase } from '@greenroom/backstage-plugin-greenroom-common';
import {
  container,
  crashed,
  refusal,
  tells,
  tellsWhileStarting,
  told,
  unschedulable,
  waits,
} from './signals';
import { Seen, Stage, Wish } from './Stage';

/** A row of the reason table, brought about on a real control plane. */
export interface Scenario {
  row: number;
  /** Also the name of its workbench, in lower case. */
  reason: string;
  phase: Phase;
  /** Which of the test's projects it is in. */
  project?: 'quota' | 'limits' | 'range';
  wish?(stage: Stage): Wish;
  /** What a component that the dev cluster lacks does next. */
  then?(stage: Stage, namespace: string, workbench: string): Promise<void>;
  /** By what it shows; the workbench's name is known to be in it. */
  signal(object: Seen): boolean;
  evidence: RegExp;
  /** Among the fixes. */
  fix: object;
}

const nowhere = {
  cpu: { default: '200', max: '400' },
};

/** Rows 1 to 30, but for the queues: Kueue's are told one after another. */
export const scenarios: Scenario[] = [
  {
    row: 1,
    reason: 'QuotaExceeded',
    phase: 'Pending',
    project: 'quota',
    wish: stage => ({
      profile: stage.devices(),
      spec: { hardware: { profile: 'small', count: 4 } },
    }),
    signal: refusal(/exceeded quota/),
    evidence: /exceeded quota: greenroom-quota/,
    fix: { text: 'Ask for 2', change: { hardware: { count: 2 } } },
  },
  {
    row: 2,
    reason: 'QuotaDemandsLimits',
    phase: 'Failed',
    project: 'limits',
    signal: refusal(/failed quota/),
    evidence: /must specify limits.cpu/,
    fix: { text: expect.stringContaining('add it to the hardware profile') },
  },
  {
    row: 2,
    reason: 'OutsideLimitRange',
    phase: 'Failed',
    project: 'range',
    wish: () => ({ profile: { memory: { default: '128Mi', min: '32Mi' } } }),
    signal: refusal(/maximum memory usage/),
    evidence: /maximum memory usage per Container is 64Mi/,
    fix: {
      text: 'Ask for 64Mi of memory',
      change: { hardware: { memory: '64Mi' } },
    },
  },
  {
    row: 3,
    reason: 'PodSecurityViolation',
    phase: 'Failed',
    signal: refusal(/violates PodSecurity/),
    evidence: /violates PodSecurity "restricted:latest": host namespaces/,
    fix: { text: expect.stringContaining('which webhook changes') },
  },
  {
    row: 3,
    reason: 'DeniedByPolicy',
    phase: 'Failed',
    signal: refusal(/denied request/),
    evidence: /ValidatingAdmissionPolicy '.+' with binding .+ denied request/,
    fix: {
      text: 'Change spec.containers[0].image as the policy says, or ask the platform team',
    },
  },
  {
    row: 4,
    reason: 'SchedulingGated',
    phase: 'Pending',
    signal: unschedulable(/scheduling gates/),
    evidence: /non-empty scheduling gates/,
    fix: { text: expect.stringContaining('opens the gate') },
  },
  {
    row: 14,
    reason: 'NoSuchAccelerator',
    phase: 'Pending',
    wish: () => ({
      profile: {
        accelerator: {
          resource: 'nvidia.com/gpu-none',
          product: 'Nothing',
          count: { default: 1 },
        },
      },
    }),
    signal: unschedulable(/Insufficient nvidia.com\/gpu-none/),
    evidence: /Insufficient nvidia.com\/gpu-none/,
    fix: { text: expect.stringContaining('driver and device plugin') },
  },
  {
    row: 15,
    reason: 'AcceleratorsInUse',
    phase: 'Pending',
    wish: stage => ({
      profile: stage.devices(),
      spec: { hardware: { profile: 'small', count: 2 } },
    }),
    signal: unschedulable(/Insufficient nvidia.com\/gpu-test-/),
    evidence: /Insufficient nvidia.com\/gpu-test-/,
    fix: {
      text: 'Ask for 1, which is free now',
      change: { hardware: { count: 1 } },
    },
  },
  {
    row: 16,
    reason: 'CanNeverFit',
    phase: 'Pending',
    wish: stage => ({
      profile: stage.devices(),
      spec: { hardware: { profile: 'small', count: 9 } },
    }),
    signal: unschedulable(/Insufficient nvidia.com\/gpu-test-/),
    evidence: /Insufficient nvidia.com\/gpu-test-/,
    fix: { text: 'Ask for 4', change: { hardware: { count: 4 } } },
  },
  {
    row: 17,
    reason: 'UntoleratedTaint',
    phase: 'Pending',
    wish: () => ({ profile: { tolerations: [] } }),
    signal: unschedulable(/untolerated taint/),
    evidence: /had untolerated taint/,
    fix: { text: expect.stringContaining('add the toleration') },
  },
  {
    row: 18,
    reason: 'NodeSelectorMismatch',
    phase: 'Pending',
    wish: () => ({
      profile: {
        nodeSelector: { 'test.greenroom.dev/model': 'none' },
        tolerations: [],
      },
    }),
    signal: unschedulable(/node affinity\/selector/),
    evidence: /didn't match Pod's node affinity\/selector/,
    fix: { text: 'Choose another hardware profile' },
  },
  {
    row: 19,
    reason: 'SharedDeviceLimit',
    phase: 'Failed',
    then: tellsWhileStarting(
      'kubelet',
      'UnexpectedAdmissionError',
      "Allocate failed due to rpc error: code = Unknown desc = request for 'nvidia.com/gpu: 2' too large: maximum request size for shared resources is 1, which is unexpected",
    ),
    signal: told('UnexpectedAdmissionError'),
    evidence: /maximum request size for shared resources is 1/,
    fix: { text: 'Choose another hardware profile' },
  },
  {
    row: 20,
    reason: 'NodeStarting',
    phase: 'Progressing',
    wish: () => ({ profile: nowhere }),
    then: tells(
      'cluster-autoscaler',
      'TriggeredScaleUp',
      'pod triggered scale-up: [{pool 1->2 (max: 4)}]',
    ),
    signal: told('TriggeredScaleUp'),
    evidence: /triggered scale-up/,
    fix: { text: 'Wait; this takes some minutes' },
  },
  {
    row: 20,
    reason: 'NoNodeToAdd',
    phase: 'Pending',
    wish: () => ({ profile: nowhere }),
    then: tells(
      'cluster-autoscaler',
      'NotTriggerScaleUp',
      "pod didn't trigger scale-up: 1 max node group size reached",
    ),
    signal: told('NotTriggerScaleUp'),
    evidence: /didn't trigger scale-up/,
    fix: { text: expect.stringContaining('raise the limit') },
  },
  {
    row: 21,
    reason: 'NoDeviceForClaim',
    phase: 'Pending',
    signal: unschedulable(/cannot allocate all claims/),
    evidence: /cannot allocate all claims/,
    fix: { text: expect.stringContaining('ResourceSlices') },
  },
  {
    row: 22,
    reason: 'VolumeNotBound',
    // In the first 30 seconds of a pod this is no problem yet.
    phase: 'Progressing',
    wish: () => ({
      spec: { storage: [{ name: 'work', size: '1Gi', mountPath: '/work' }] },
    }),
    signal: unschedulable(/unbound immediate PersistentVolumeClaims/),
    evidence: /unbound immediate PersistentVolumeClaims/,
    fix: { text: expect.stringContaining('default StorageClass') },
  },
  {
    row: 24,
    reason: 'VolumeInOtherZone',
    phase: 'Pending',
    wish: () => ({
      spec: { storage: [{ name: 'work', size: '1Gi', mountPath: '/work' }] },
    }),
    signal: unschedulable(/node affinity/),
    evidence: /volume node affinity conflict|PersistentVolume's node affinity/,
    fix: { text: expect.stringContaining('same zone') },
  },
  {
    row: 25,
    reason: 'VolumeInUse',
    phase: 'Progressing',
    then: tellsWhileStarting(
      'attachdetach-controller',
      'FailedAttachVolume',
      'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) train-0',
    ),
    signal: told('FailedAttachVolume'),
    evidence: /Multi-Attach error/,
    fix: { text: 'Stop train-0, or wait' },
  },
  {
    row: 26,
    reason: 'VolumeMountFailed',
    phase: 'Progressing',
    then: tellsWhileStarting(
      'kubelet',
      'FailedMount',
      'MountVolume.SetUp failed for volume "models" : secret "models-s3" not found',
    ),
    signal: told('FailedMount'),
    evidence: /secret "models-s3" not found/,
    fix: { text: expect.stringContaining('Create the connection') },
  },
  {
    row: 27,
    reason: 'ImagePullFailed',
    phase: 'Failed',
    // On a simulated node, which fails to pull what cannot be there.
    wish: () => ({
      image: 'registry.invalid/workbench:1',
      profile: { nodeSelector: { 'kubernetes.io/hostname': 'cpu-1' } },
    }),
    signal: waits('ErrImagePull', 'ImagePullBackOff'),
    evidence: /no such host/,
    fix: { text: 'Correct the registry in the image reference' },
  },
  {
    row: 28,
    reason: 'ConfigError',
    phase: 'Failed',
    then: (stage, namespace, workbench) =>
      stage.kubelet(
        namespace,
        workbench,
        container(workbench, {
          waiting: {
            reason: 'CreateContainerConfigError',
            message: "couldn't find key TOKEN in Secret fraud/models-s3",
          },
        }),
      ),
    signal: waits('CreateContainerConfigError'),
    evidence: /couldn't find key TOKEN/,
    fix: { text: 'Add the key "TOKEN" to the Secret "models-s3"' },
  },
  {
    row: 29,
    reason: 'OutOfMemory',
    phase: 'Failed',
    then: (stage, namespace, workbench) =>
      stage.kubelet(
        namespace,
        workbench,
        crashed(workbench, { reason: 'OOMKilled', exitCode: 137 }),
      ),
    signal: waits('CrashLoopBackOff'),
    evidence: /OOMKilled, exit code 137/,
    fix: {
      text: 'Ask for 256Mi of memory',
      change: { hardware: { memory: '256Mi' } },
    },
  },
  {
    row: 30,
    reason: 'CrashLoop',
    phase: 'Failed',
    then: (stage, namespace, workbench) =>
      stage.kubelet(
        namespace,
        workbench,
        crashed(workbench, {
          reason: 'Error',
          exitCode: 3,
          message: 'ModuleNotFoundError: No module named torch',
        }),
      ),
    signal: waits('CrashLoopBackOff'),
    evidence: /No module named torch/,
    fix: { text: 'Read its log for what it said last' },
  },
];
