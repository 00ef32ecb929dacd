import { SeenQuota } from '@greenroom/backstage-plugin-greenroom-node';
import {
  aCluster,
  aNamespace,
  aProject,
  aSite,
  aStatusContext,
  seen,
  seenSoFar,
  someMetadata,
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

  it('tells how much of its quota is used, as far as that is counted', () => {
    const quota = (used: Record<string, string>): SeenQuota => ({
      kind: 'ResourceQuota',
      metadata: someMetadata('greenroom-quota'),
      hard: { pods: '5', 'requests.cpu': '4' },
      used,
    });
    const use = (...objects: SeenQuota[]) =>
      projectStatus(aProject(), seen(aNamespace('fraud'), ...objects), context)
        .quota;
    expect(use(quota({ 'requests.cpu': '500m', pods: '2' }))).toEqual([
      { resource: 'pods', used: '2', hard: '5' },
      { resource: 'requests.cpu', used: '500m', hard: '4' },
    ]);
    expect(use(quota({ pods: '2' }))).toEqual([
      { resource: 'pods', used: '2', hard: '5' },
    ]);
    expect(use()).toBeUndefined();
  });

  it('says which members are nobody on the cluster, and is Ready all the same', () => {
    const members = [{ ref: 'user:default/dana' }, { ref: 'group:default/a' }];
    const project = aProject({ spec: { members } });
    const site = aSite({ members: { user: '{name}', identities: {} } });
    const cluster = { ...aCluster(), site };
    const status = projectStatus(project, seen(aNamespace('fraud')), {
      ...context,
      cluster,
    });
    expect(status.phase).toBe('Ready');
    expect(status.conditions).toContainEqual({
      type: 'MembersMapped',
      status: 'False',
      reason: 'MemberUnmapped',
      message: expect.stringMatching(
        /^group:default\/a: not known on cluster 'local'.*greenroom\.clusters\.local\.members/,
      ),
      since: expect.any(String),
    });
  });

  it('looks at no namespace that it took', () => {
    const taken = aProject({ spec: { namespace: { existing: 'lab' } } });
    const there = { ...context, namespace: 'lab' };
    const status = projectStatus(taken, seen(), there);
    expect(status.phase).toBe('Ready');
    expect(status.steps.map(({ name }) => name)).toEqual([
      'Requested',
      'Ready',
    ]);
    expect(status.conditions.map(({ type }) => type)).not.toContain(
      'NamespaceActive',
    );
    const missing = projectStatus(taken, seen(), {
      ...there,
      appliedRevision: 0,
      failure: {
        object: 'ServiceAccount lab/greenroom-workload',
        type: 'Error',
        message: 'namespaces "lab" not found',
        since: '2026-08-01T10:00:00Z',
      },
    });
    expect(missing).toMatchObject({
      phase: 'Pending',
      explanation: { reason: 'NamespaceMissing' },
    });
  });

  it('lists the namespace that a deletion keeps', () => {
    const deletion = { by: 'user:default/ada', at: '', deleteData: false };
    expect(
      projectStatus(aProject({ deletion }), seen(aNamespace('fraud')), context),
    ).toMatchObject({ phase: 'Deleting', kept: ['Namespace fraud'] });
  });
});
