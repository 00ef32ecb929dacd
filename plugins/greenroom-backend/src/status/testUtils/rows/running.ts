import {
  aClaim,
  aHardwareProfile,
  anEvent,
  aPod,
  aStatusContext,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { ReasonRow } from './ReasonRow';

const KUBELET = 'kubelet 1.36, containerd 2';
const POD = 'Pod fraud/explore-0';
const IMAGE = 'registry.example.org/workbench/none:1';

const unschedulable = (message: string) => ({
  from: 'kube-scheduler 1.36.3',
  phase: 'Pending' as const,
  object: POD,
  evidence: message,
  seen: {
    pods: [aPod().unschedulable(message).build()],
    claims: [aClaim('explore-work', { phase: 'Pending' })],
  },
});

const warned = (reason: string, message: string) => ({
  from: KUBELET,
  phase: 'Pending' as const,
  object: POD,
  evidence: message,
  seen: {
    pods: [aPod().waiting('ContainerCreating').build()],
    events: [anEvent('Pod/explore-0', reason, message)],
  },
});

const pulling = (why: string) => ({
  row: 27,
  from: KUBELET,
  phase: 'Failed' as const,
  reason: 'ImagePullFailed',
  object: POD,
  evidence: `Failed to pull image "${IMAGE}": ${why}`,
  seen: {
    pods: [
      aPod()
        .waiting('ImagePullBackOff', `Back-off pulling image "${IMAGE}"`)
        .build(),
    ],
    events: [
      anEvent(
        'Pod/explore-0',
        'Failed',
        `Failed to pull image "${IMAGE}": ${why}`,
      ),
    ],
  },
});
const summary = (why: string) => `The image ${IMAGE} cannot be pulled: ${why}.`;

const misconfigured = (message: string) => ({
  row: 28,
  from: KUBELET,
  phase: 'Failed' as const,
  reason: 'ConfigError',
  object: POD,
  evidence: message,
  seen: {
    pods: [aPod().waiting('CreateContainerConfigError', message).build()],
  },
});

const unstarted = (message: string) => ({
  row: 28,
  from: 'kubelet 1.36, containerd 1.6, runc 1.1',
  phase: 'Failed' as const,
  reason: 'ConfigError',
  object: POD,
  evidence: message,
  seen: {
    pods: [
      aPod().crashing({ reason: 'StartError', exitCode: 128, message }).build(),
    ],
  },
});

/** Rows 22 to 30: volumes, images and containers. */
export const runningRows: ReasonRow[] = [
  {
    row: 22,
    ...unschedulable(
      '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    ),
    reason: 'VolumeNotBound',
    summary: 'The volume explore-work is not ready.',
    fix: {
      text: 'Ask the platform team whether the cluster has a default StorageClass with a working provisioner',
    },
  },
  {
    row: 22,
    ...unschedulable(
      "0/1 nodes are available: 1 node(s) didn't find available persistent volumes to bind. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    ),
    reason: 'VolumeNotBound',
    summary:
      'The volume explore-work is not ready: no free one that is large enough is there.',
    fix: { text: 'Ask for a smaller volume' },
  },
  {
    row: 24,
    ...unschedulable(
      '0/2 nodes are available: 2 node(s) had volume node affinity conflict. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ),
    reason: 'VolumeInOtherZone',
    summary:
      'The volume can be attached in one zone only, and no node that would do is there.',
    fix: {
      text: 'Choose a hardware profile whose nodes are in the same zone',
    },
  },
  {
    row: 25,
    ...warned(
      'FailedAttachVolume',
      'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) train-0',
    ),
    from: 'kube-controller-manager 1.36.3',
    reason: 'VolumeInUse',
    summary: 'The volume cannot be attached: train-0 still uses it.',
    fix: { text: 'Stop train-0, or wait' },
  },
  {
    row: 26,
    ...warned(
      'FailedMount',
      'MountVolume.SetUp failed for volume "models" : secret "models-s3" not found',
    ),
    reason: 'VolumeMountFailed',
    summary: 'The secret "models-s3" that the pod mounts does not exist.',
    fix: { text: 'Create the connection "models-s3", or the Secret itself' },
  },
  {
    ...pulling(
      `rpc error: code = NotFound desc = failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": ${IMAGE}: not found`,
    ),
    summary: summary('there is no such image or tag in the registry'),
    fix: { text: 'Choose another image or version' },
  },
  {
    ...pulling(
      `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.example.org/token: 401 Unauthorized`,
    ),
    summary: summary(
      'the registry asks for a login, and the project has none or a wrong one',
    ),
    fix: { text: "Ask the platform team for the project's pull secret" },
  },
  {
    ...pulling(
      `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": unexpected status from HEAD request to https://registry.example.org/v2/workbench/none/manifests/1: 403 Forbidden`,
    ),
    summary: summary("the project's login may not read it"),
    fix: { text: 'Ask the owner of the image for access' },
  },
  {
    ...pulling(
      `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
    ),
    summary: summary(
      'the registry asks for a login, or the image does not exist',
    ),
    fix: { text: 'Ask the platform team for access to the registry' },
  },
  {
    ...pulling(
      'unexpected status from HEAD request to https://registry.example.org/v2/workbench/none/manifests/1: 429 Too Many Requests',
    ),
    summary: summary('the registry limits how often it may be asked'),
    fix: { text: 'Wait, or ask the platform team for a mirror' },
  },
  {
    ...pulling(
      'failed to do request: Head "https://registry.example.org/v2/workbench/none/manifests/1": dial tcp: lookup registry.example.org on 10.96.0.10:53: no such host',
    ),
    summary: summary("the registry's host name is not known"),
    fix: { text: 'Correct the registry in the image reference' },
  },
  {
    ...pulling(
      'failed to do request: Head "https://registry.example.org/v2/workbench/none/manifests/1": dial tcp 192.0.2.1:443: i/o timeout',
    ),
    summary: summary('the registry does not answer'),
    fix: {
      text: 'Ask the platform team whether the nodes reach the registry',
    },
  },
  {
    ...pulling(
      'failed to do request: Head "https://registry.example.org/v2/workbench/none/manifests/1": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ),
    summary: summary("the nodes do not trust the registry's certificate"),
    fix: {
      text: "Ask the platform team to give the nodes the registry's CA",
    },
  },
  {
    ...pulling(
      `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": pulling from host registry.example.org failed with status code [manifests 1]: 503 Service Unavailable`,
    ),
    summary: summary('the registry is not well'),
    fix: { text: 'Wait: it is tried again by itself' },
  },
  {
    ...misconfigured(
      `couldn't find key AWS_SECRET_ACCESS_KEY in Secret fraud/models-s3`,
    ),
    summary:
      'The Secret "models-s3" has no key "AWS_SECRET_ACCESS_KEY", which the container needs.',
    fix: {
      text: 'Add the key "AWS_SECRET_ACCESS_KEY" to the Secret "models-s3"',
    },
  },
  {
    ...misconfigured('configmap "settings" not found'),
    summary:
      'The configmap "settings" that the container needs does not exist.',
    fix: { text: 'Create the ConfigMap "settings"' },
  },
  {
    ...unstarted(
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "no-such-program": executable file not found in $PATH: unknown',
    ),
    summary: 'The image starts with "no-such-program", which it does not have.',
    fix: { text: 'Choose another image, or correct its command' },
  },
  {
    ...unstarted(
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/start.sh": permission denied: unknown',
    ),
    summary: 'The image starts with "/start.sh", which its user may not run.',
    fix: { text: 'Choose another image, or correct its command' },
  },
  {
    row: 29,
    from: KUBELET,
    phase: 'Failed',
    reason: 'OutOfMemory',
    object: POD,
    evidence: 'Container main: OOMKilled, exit code 137',
    seen: {
      pods: [aPod().outOfMemory().build()],
      context: aStatusContext({
        resolved: resolvedStandards({
          profile: aHardwareProfile({
            memory: { default: '64Gi', max: '96Gi' },
          }),
        }),
      }),
    },
    summary:
      'It ran out of memory (64Gi) and was ended. This is the memory of the machine, not of the accelerator.',
    fix: {
      text: 'Ask for 96Gi of memory',
      change: { hardware: { memory: '96Gi' } },
    },
  },
  {
    row: 30,
    from: KUBELET,
    phase: 'Failed',
    reason: 'CrashLoop',
    object: POD,
    evidence:
      'Traceback (most recent call last):\nModuleNotFoundError: No module named torch\n',
    seen: {
      pods: [
        aPod()
          .crashing({
            reason: 'Error',
            exitCode: 3,
            message:
              'Traceback (most recent call last):\nModuleNotFoundError: No module named torch\n',
          })
          .build(),
      ],
    },
    summary:
      'The container main keeps failing with exit code 3, and was restarted 3 times: ModuleNotFoundError: No module named torch',
    fix: { text: 'Read its log for what it said last' },
  },
];
