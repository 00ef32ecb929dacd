import { aPod } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { explained } from '../testUtils/anEvidence';

describe('containers, besides the table of reasons (kubelet 1.36)', () => {
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
        'The container main keeps failing with exit code 3, and was restarted 3 times: ModuleNotFoundError: No module named torch',
      chain: [
        expect.anything(),
        { evidence: 'ModuleNotFoundError: No module named torch' },
      ],
    });
  });

  it('says of one that ends well that it should not end', () => {
    const pod = aPod().crashing({ reason: 'Completed', exitCode: 0 }).build();
    const [container] = pod.containers;
    const justEnded = {
      ...container,
      waiting: undefined,
      restartCount: 1,
      terminated: container.lastTerminated,
    };
    for (const [each, times] of [
      [container, '3 times'],
      [justEnded, 'once'],
    ] as const) {
      expect(
        explained({ pods: [{ ...pod, containers: [each] }] }),
      ).toMatchObject({
        reason: 'CrashLoop',
        summary: `The container main ends by itself with exit code 0, and was restarted ${times}.`,
        fixes: [
          { text: 'Choose an image whose command keeps running' },
          expect.anything(),
        ],
      });
    }
  });

  it.each([0, 137])(
    'does not mind that it ends with exit code %s when its pod is told to go',
    exitCode => {
      const pod = aPod().running().build();
      const [{ running: _running, ...container }] = pod.containers;
      expect(
        explained({
          pods: [
            {
              ...pod,
              metadata: {
                ...pod.metadata,
                deletionTimestamp: '2026-08-01T10:05:00Z',
              },
              containers: [{ ...container, terminated: { exitCode } }],
            },
          ],
        }),
      ).toBeUndefined();
    },
  );

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
});
