import { aCluster } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { restrictedPod, sharedMemory } from './pod';

describe('pods', () => {
  it('pass Pod Security restricted and have no identity', () => {
    expect(restrictedPod(aCluster())).toEqual({
      serviceAccountName: 'greenroom-workload',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
        fsGroup: 100,
      },
    });
  });

  it('leave the group to OpenShift, which gives each namespace its own', () => {
    const openShift = aCluster(
      'security.openshift.io/v1/SecurityContextConstraints',
    );
    expect(restrictedPod(openShift).securityContext).not.toHaveProperty(
      'fsGroup',
    );
  });

  it.each([
    ['64Gi', '32Gi'],
    ['3Gi', '1536Mi'],
    ['16Mi', '64Mi'],
  ])('bounds the shared memory of %s by %s', (memory, limit) => {
    expect(sharedMemory(memory).volume.emptyDir).toEqual({
      medium: 'Memory',
      sizeLimit: limit,
    });
  });
});
