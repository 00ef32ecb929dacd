import { explained } from '../testUtils/anEvidence';

const refused = (message: string) =>
  explained({
    refusals: [{ object: 'StatefulSet fraud/explore', message }],
  });

describe('refusals (messages of kube-apiserver 1.36.3)', () => {
  it('reads what the quota counts', () => {
    expect(
      refused(
        'create Pod explore-0 in StatefulSet explore failed error: pods "explore-0" is forbidden: exceeded quota: greenroom-quota, requested: limits.memory=64Gi,requests.nvidia.com/gpu=2, used: limits.memory=32Gi,requests.nvidia.com/gpu=1, limited: limits.memory=64Gi,requests.nvidia.com/gpu=2',
      ),
    ).toMatchObject({
      reason: 'QuotaExceeded',
      summary:
        'The project\'s quota "greenroom-quota" is used up: 32Gi of 64Gi Memory (limit) in use, 64Gi more asked for; 1 of 2 NVIDIA GPU in use, 2 more asked for.',
    });
  });

  it.each([
    [
      'QuotaDemandsLimits',
      'pods "explore-0" is forbidden: failed quota: greenroom-quota: must specify limits.cpu for: explore; limits.memory for: explore',
    ],
    [
      'PodSecurityViolation',
      'pods "explore-0" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "explore" must set securityContext.allowPrivilegeEscalation=false)',
    ],
    [
      'DeniedByPolicy',
      'admission webhook "validation.gatekeeper.sh" denied the request: [required-labels] you must provide labels: {"cost-center"}',
    ],
    [
      'DeniedByPolicy',
      "ValidatingAdmissionPolicy 'images' with binding 'images' denied request: images must come from registry.example.org",
    ],
    [
      'CreateRefused',
      'pods "explore-0" is forbidden: error looking up service account fraud/greenroom-workload: serviceaccount "greenroom-workload" not found',
    ],
  ])('%s', (reason, message) => {
    expect(refused(message)).toMatchObject({
      reason,
      chain: [
        { object: 'Notebook fraud/explore' },
        { object: 'StatefulSet fraud/explore', evidence: message },
      ],
    });
  });

  it('repeats what the policy said', () => {
    expect(
      refused(
        'admission webhook "validation.gatekeeper.sh" denied the request: you must provide labels',
      )?.summary,
    ).toBe(
      'The policy "validation.gatekeeper.sh" refused it: you must provide labels',
    );
  });
});
