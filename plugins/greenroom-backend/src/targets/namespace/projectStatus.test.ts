import {
  aNamespace,
  aProject,
  aStatusContext,
  seen,
  seenSoFar,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { projectStatus } from './projectStatus';

describe('projectStatus', () => {
  const context = aStatusContext();

  it('is Ready once its namespace is active', () => {
    const status = projectStatus(
      aProject(),
      seen(aNamespace('fraud')),
      context,
    );
    expect(status).toMatchObject({ phase: 'Ready', stale: false });
    expect(status.steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'done',
    ]);
  });

  it('knows the difference between not there and not seen', () => {
    expect(projectStatus(aProject(), seen(), context).phase).toBe('Pending');
    expect(projectStatus(aProject(), seenSoFar(), context).phase).toBe(
      'Unknown',
    );
  });

  it('leaves a namespace that somebody else made alone, and says so', () => {
    const status = projectStatus(aProject(), seen(), {
      ...context,
      appliedRevision: 0,
      failure: {
        object: 'Namespace fraud',
        type: 'Foreign',
        message: 'exists and bears no nonce of ours',
        since: '2026-08-01T10:00:00Z',
      },
    });
    expect(status).toMatchObject({
      phase: 'Failed',
      explanation: { reason: 'ForeignObject' },
    });
  });

  it('is never Ready while the cluster is not seen', () => {
    const status = projectStatus(aProject(), seen(aNamespace('fraud')), {
      ...context,
      staleSince: '2026-08-01T10:05:00Z',
    });
    expect(status).toMatchObject({
      phase: 'Unknown',
      stale: true,
      explanation: { reason: 'Stale' },
    });
  });

  it('lists the namespace that a deletion keeps', () => {
    const deletion = { by: 'user:default/ada', at: '', deleteData: false };
    expect(
      projectStatus(aProject({ deletion }), seen(aNamespace('fraud')), context),
    ).toMatchObject({ phase: 'Deleting', kept: ['Namespace fraud'] });
  });
});
