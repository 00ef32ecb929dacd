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
