import {
  anEvent,
  aPod,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { explained } from '../testUtils/anEvidence';

const FAILED_PULL = (why: string) =>
  `Failed to pull image "registry.example.org/workbench/none:1": ${why}`;
const pulling = (why: string) =>
  explained({
    pods: [
      aPod()
        .waiting(
          'ImagePullBackOff',
          'Back-off pulling image "registry.example.org/workbench/none:1"',
        )
        .build(),
    ],
    events: [anEvent('Pod/explore-0', 'Failed', FAILED_PULL(why))],
  });

describe('containers (messages of kubelet 1.36 with containerd 2)', () => {
  it.each([
    [
      'there is no such image or tag in the registry',
      'rpc error: code = NotFound desc = failed to pull and unpack image "registry.example.org/workbench/none:1": failed to resolve reference "registry.example.org/workbench/none:1": registry.example.org/workbench/none:1: not found',
    ],
    [
      'the registry asks for a login, or the image does not exist',
      'failed to pull and unpack image "registry.example.org/workbench/none:1": failed to resolve reference "registry.example.org/workbench/none:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ],
    [
      "the registry's host name is not known",
      'failed to do request: Head "https://registry.example.org/v2/workbench/none/manifests/1": dial tcp: lookup registry.example.org on 10.96.0.10:53: no such host',
    ],
    [
      'the registry does not answer',
      'failed to do request: Head "https://registry.example.org/v2/": dial tcp 192.0.2.1:443: i/o timeout',
    ],
    [
      'the registry limits how often it may be asked',
      'unexpected status from HEAD request: 429 Too Many Requests',
    ],
  ])('cannot pull: %s', (why, message) => {
    expect(pulling(message)).toMatchObject({
      reason: 'ImagePullFailed',
      summary: `The image registry.example.org/workbench/none:1 cannot be pulled: ${why}.`,
      chain: [
        { object: 'Notebook fraud/explore' },
        { object: 'Pod fraud/explore-0', evidence: FAILED_PULL(message) },
      ],
    });
  });

  it('says whose memory ran out, and how much there was', () => {
    expect(explained({ pods: [aPod().outOfMemory().build()] })).toMatchObject({
      reason: 'OutOfMemory',
      summary:
        'It ran out of memory (64Gi) and was ended. This is the memory of the machine, not of the accelerator.',
    });
  });

  it('counts the crashes, and quotes the last words', () => {
    const pod = aPod().crashing({
      reason: 'Error',
      exitCode: 3,
      message: 'ModuleNotFoundError: No module named torch',
    });
    expect(explained({ pods: [pod.build()] })).toMatchObject({
      reason: 'CrashLoop',
      summary:
        'The container main keeps failing with exit code 3, and was restarted 3 times.',
      chain: [
        expect.anything(),
        { evidence: 'ModuleNotFoundError: No module named torch' },
      ],
    });
  });

  it('lets a container that recovered be well', () => {
    expect(explained({ pods: [aPod().ready().build()] })).toBeUndefined();
  });

  it.each([
    ['secret "models-s3" not found', 'The secret "models-s3"'],
    [
      'container has runAsNonRoot and image will run as root (pod: "explore-0_fraud(uid)", container: explore)',
      'The image runs as root',
    ],
  ])('names what is wrong with the configuration: %s', (message, summary) => {
    const pod = aPod().waiting('CreateContainerConfigError', message);
    expect(explained({ pods: [pod.build()] })).toMatchObject({
      reason: 'ConfigError',
      summary: expect.stringContaining(summary),
    });
  });

  it('says which pod still uses the volume', () => {
    expect(
      explained({
        pods: [aPod().waiting('ContainerCreating').build()],
        events: [
          anEvent(
            'Pod/explore-0',
            'FailedAttachVolume',
            'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) train-0',
          ),
        ],
      }),
    ).toMatchObject({
      reason: 'VolumeInUse',
      summary: 'The volume cannot be attached: train-0 still uses it.',
    });
  });

  it('names what cannot be mounted', () => {
    expect(
      explained({
        pods: [aPod().waiting('ContainerCreating').build()],
        events: [
          anEvent(
            'Pod/explore-0',
            'FailedMount',
            'MountVolume.SetUp failed for volume "ca" : secret "internal-ca" not found',
          ),
        ],
      }),
    ).toMatchObject({
      reason: 'VolumeMountFailed',
      fixes: [{ text: 'Create the secret "internal-ca"' }],
    });
  });
});
