import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';
import { aStatusContext } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { explained } from '../testUtils/anEvidence';

const refused = (type: ApplyFailure['type'], message: string) =>
  explained({
    context: aStatusContext({
      failure: {
        object: 'ProjectRequest fraud',
        type,
        message,
        since: '2026-08-01T10:00:00Z',
      },
    }),
  });

describe('requests for projects', () => {
  // As openshift-apiserver 4 and RBAC of Kubernetes 1.36 say it.
  it.each<[ApplyFailure['type'], string]>([
    ['Denied', 'You may not request a new project via this API.'],
    [
      'Forbidden',
      'projectrequests.project.openshift.io is forbidden: User "system:serviceaccount:greenroom-system:greenroom" cannot create resource "projectrequests" in API group "project.openshift.io" at the cluster scope',
    ],
  ])('that are not allowed (%s) say which right to give', (type, message) => {
    expect(refused(type, message)).toMatchObject({
      reason: 'ProjectRequestRefused',
      summary: expect.stringContaining('may not request this project'),
      chain: [{}, { object: 'ProjectRequest fraud', evidence: message }],
      fixes: [
        { text: expect.stringContaining('deploy/accounts.yaml') },
        {
          text: expect.stringContaining(
            'greenroom.clusters.local.projectNamespaces to Namespace',
          ),
        },
      ],
    });
  });

  it('that are one too many say how many there may be', () => {
    expect(
      refused(
        'Denied',
        'projectrequests.project.openshift.io "fraud" is forbidden: user system:serviceaccount:greenroom-system:greenroom cannot create more than 20 project(s).',
      ),
    ).toMatchObject({
      reason: 'ProjectRequestRefused',
      summary: expect.stringContaining('have 20 projects'),
    });
  });

  it('that nobody would answer name the setting', () => {
    expect(
      refused(
        'Error',
        "Cluster 'local' does not serve ProjectRequest of project.openshift.io/v1",
      ),
    ).toMatchObject({
      reason: 'ProjectRequestsNotServed',
      fixes: [{ text: expect.stringContaining('local.projectNamespaces') }],
    });
  });

  it('that go wrong otherwise are explained as all that goes wrong', () => {
    expect(refused('Invalid', 'metadata.name: Invalid value')?.reason).toBe(
      'InvalidObject',
    );
    expect(refused('Error', 'the template is broken')?.reason).toBe(
      'ApplyFailed',
    );
  });
});
