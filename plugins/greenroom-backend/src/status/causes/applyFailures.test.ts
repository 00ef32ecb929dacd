import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';
import { aStatusContext } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { explained } from '../testUtils/anEvidence';

const failed = (type: ApplyFailure['type'], message = 'said') =>
  explained({
    context: aStatusContext({
      failure: {
        object: 'Notebook fraud/explore',
        type,
        message,
        since: '2026-08-01T10:00:00Z',
      },
    }),
  });

describe('failures of the apply', () => {
  it.each<[ApplyFailure['type'], string]>([
    ['Foreign', 'ForeignObject'],
    ['Conflict', 'Conflict'],
    ['Forbidden', 'Forbidden'],
    ['Terminating', 'Terminating'],
    ['Invalid', 'InvalidObject'],
    ['Denied', 'Denied'],
    ['Error', 'ApplyFailed'],
    ['Unreachable', 'ClusterUnreachable'],
  ])('%s is %s', (type, reason) => {
    expect(failed(type)).toMatchObject({
      reason,
      chain: [{ object: 'Notebook fraud/explore', evidence: 'said' }],
    });
  });

  it('names the manager that it will not force', () => {
    expect(
      failed(
        'Conflict',
        'Apply failed with 1 conflict: conflict with "kubectl-edit" using kubeflow.org/v1: .spec.template.spec.containers',
      )?.summary,
    ).toMatch(/^"kubectl-edit" has changed fields/);
  });

  it('knows a refusal by quota', () => {
    expect(
      failed(
        'Denied',
        'persistentvolumeclaims "explore-work" is forbidden: exceeded quota: greenroom-quota, requested: requests.storage=20Gi, used: requests.storage=90Gi, limited: requests.storage=100Gi',
      )?.reason,
    ).toBe('QuotaExceeded');
  });
});
