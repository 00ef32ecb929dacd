import {
  plainSite,
  ProjectSpec,
  ProjectTier,
} from '@greenroom/backstage-plugin-greenroom-common';
import { uniqueNamespace } from '@greenroom/devcluster';
import { engineBench } from './__testUtils__/engineBench';
import {
  EngineHarness,
  eventually,
  RESOURCES,
} from './__testUtils__/EngineHarness';

jest.setTimeout(240_000);

const PATIENCE_MS = 60_000;

const {
  limitRanges,
  namespaces,
  networkPolicies,
  quotas,
  roleBindings,
  statefulSets,
} = RESOURCES;

const site = {
  ...plainSite,
  members: { user: 'oidc:{name}', identities: {} },
};

describe('DefaultEngine, of a project', () => {
  const bench = engineBench();
  let harness: EngineHarness;

  bench.beforeEach(
    started => {
      harness = started;
    },
    { site },
  );

  const declare = (
    name: string,
    spec: Partial<ProjectSpec>,
    tier: Partial<ProjectTier> = {},
  ) =>
    harness.declare(
      { kind: 'Project', project: name, name },
      { owner: 'group:default/fraud', ...spec },
      {
        namespace: spec.namespace?.existing,
        tier: {
          name: 'small',
          version: '1',
          lifecycle: 'supported',
          quota: {},
          ...tier,
        },
      },
    );
  const gone = ({ id }: { id: string }) =>
    eventually(
      async () => expect(await harness.store.getById(id)).toBeUndefined(),
      PATIENCE_MS,
    );
  const ready = (project: { id: string }, revision = 1) =>
    harness.until(
      project,
      status =>
        status?.phase === 'Ready' && status.observedRevision === revision,
      PATIENCE_MS,
    );

  it('makes what the tier says, with the rights of the shipped account, and takes away what it says no more', async () => {
    const ns = uniqueNamespace();
    const project = await declare(
      ns,
      { tier: 'small' },
      { quota: { pods: '5' }, limits: { max: { cpu: '2' } } },
    );
    await ready(project);
    expect(await harness.exists(quotas, ns, 'greenroom-quota')).toMatchObject({
      spec: { hard: { pods: '5' } },
    });
    expect(
      await harness.exists(limitRanges, ns, 'greenroom-limits'),
    ).toMatchObject({
      spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] },
    });
    expect(
      await harness.exists(networkPolicies, ns, 'greenroom-default'),
    ).toMatchObject({ spec: { podSelector: {}, policyTypes: ['Ingress'] } });

    await ready(await declare(ns, { tier: 'free' }), 2);
    await eventually(async () =>
      expect([
        await harness.exists(quotas, ns, 'greenroom-quota'),
        await harness.exists(limitRanges, ns, 'greenroom-limits'),
      ]).toEqual([undefined, undefined]),
    );
  });

  /** What somebody may do in a namespace, as the apiserver decides it. */
  const may = async (
    user: string,
    namespace: string,
    verb: string,
    resource: string,
    subresource?: string,
  ) => {
    const review = await bench.kubectl.request<{
      status: { allowed: boolean };
    }>({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: {
          user,
          resourceAttributes: { namespace, verb, resource, subresource },
        },
      },
    });
    return review.status.allowed;
  };

  it('lets members in, as far as their role goes, and out again with a revision', async () => {
    const ns = uniqueNamespace();
    const members: ProjectSpec['members'] = [
      { ref: 'user:default/mira' },
      { ref: 'user:default/dana', role: 'viewer' },
      { ref: 'group:default/fraud' },
    ];
    const status = await ready(await declare(ns, { members }));
    expect(status?.conditions).toContainEqual(
      expect.objectContaining({
        type: 'MembersMapped',
        status: 'False',
        message: expect.stringContaining('group:default/fraud'),
      }),
    );
    expect(await may('oidc:mira', ns, 'get', 'pods', 'log')).toBe(true);
    expect(await may('oidc:dana', ns, 'list', 'pods')).toBe(true);
    expect(await may('oidc:dana', ns, 'get', 'pods', 'log')).toBe(false);
    for (const [verb, resource, subresource] of [
      ['get', 'secrets'],
      ['list', 'secrets'],
      ['create', 'pods'],
      ['create', 'pods', 'exec'],
      ['impersonate', 'serviceaccounts'],
      ['create', 'serviceaccounts', 'token'],
    ]) {
      expect(await may('oidc:mira', ns, verb, resource, subresource)).toBe(
        false,
      );
    }

    await ready(await declare(ns, { members: members.slice(0, 1) }), 2);
    expect(await may('oidc:dana', ns, 'list', 'pods')).toBe(false);
    expect(await may('oidc:mira', ns, 'list', 'pods')).toBe(true);
    expect(
      await harness.exists(roleBindings, ns, 'members-greenroom-viewer'),
    ).toBeUndefined();
  });

  it('is told where it may not bind more than the platform team allows it to', async () => {
    const ns = uniqueNamespace();
    const project = await declare(
      ns,
      { members: [{ ref: 'user:default/dana', role: 'admin' }] },
      { roles: { admin: 'cluster-admin' } },
    );
    const status = await harness.until(
      project,
      seen => seen?.explanation?.reason === 'Forbidden',
      PATIENCE_MS,
    );
    expect(status?.explanation?.chain.at(-1)).toMatchObject({
      object: `RoleBinding ${ns}/members-cluster-admin`,
    });
    expect(await may('oidc:dana', ns, 'get', 'secrets')).toBe(false);
  });

  it('lives in a namespace that was there, and leaves it as it was', async () => {
    const { kubectl } = bench;
    const existing = uniqueNamespace('lab');
    const ns = uniqueNamespace();
    const project = await declare(ns, { namespace: { existing } });
    const waiting = await harness.until(
      project,
      seen => seen?.explanation?.reason === 'NamespaceMissing',
      PATIENCE_MS,
    );
    expect(waiting?.phase).toBe('Pending');
    const made = await kubectl.create(namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: existing,
        // By an administrator: the policy keeps Greenroom from it.
        labels: { 'greenroom.dev/project': ns },
      },
    } as never);
    await ready(project);

    const workbench = await harness.workbench(
      ns,
      'explore',
      {},
      { namespace: existing },
    );
    await harness.until(
      workbench,
      seen => seen?.phase === 'Ready',
      PATIENCE_MS,
    );
    expect(
      await harness.exists(statefulSets, existing, 'explore'),
    ).toBeDefined();
    await harness.remove(workbench, true);
    await gone(workbench);
    await harness.remove(project, true);
    await gone(project);

    const left = await harness.exists(namespaces, undefined, existing);
    expect(left?.metadata).toMatchObject({
      uid: made.metadata.uid,
      labels: made.metadata.labels,
    });
    expect(left?.metadata).not.toHaveProperty('deletionTimestamp');
    expect(
      await harness.exists(networkPolicies, existing, 'greenroom-default'),
    ).toBeUndefined();
    expect(await harness.exists(namespaces, undefined, ns)).toBeUndefined();
    // The UID of `kube-system` tells which cluster it is; that is read by name.
    const outside = harness.requests.filter(
      ({ method, path, resource, verb }) =>
        (method !== 'GET' || (resource === 'namespaces' && verb === 'get')) &&
        resource !== 'leases' &&
        !path.includes(`/namespaces/${existing}/`) &&
        // The project's identity, and the right to act as it.
        !path.includes('/namespaces/greenroom-system/') &&
        !path.endsWith('/namespaces/kube-system') &&
        // Whether it is there still, when a right that was given just now is refused.
        !(method === 'GET' && path.endsWith(`/namespaces/${existing}`)),
    );
    expect(outside).toEqual([]);
    await kubectl.delete(namespaces, { name: existing });
  });
});
