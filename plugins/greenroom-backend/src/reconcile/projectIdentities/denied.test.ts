import { ApiResource, KubeClient } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { identityUser, PROJECT_ROLE } from '../../render/projectIdentity';
import { EngineHarness, eventually } from '../__testUtils__/EngineHarness';
import { engineBench } from '../__testUtils__/engineBench';
import { ready } from '../faults/__testUtils__/assets';

jest.setTimeout(120_000);

const HOME = 'greenroom-system';
const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const member = { kind: 'ServiceAccount', name: 'member' };

const claims: ApiResource = {
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  namespaced: true,
  verbs: [],
};

const forbidden = (message: RegExp) => ({
  status: 403,
  message: expect.stringMatching(message),
});

describe('rights that nobody has', () => {
  // Before the bench's own: it still needs the client.
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterAll(() => Promise.all(cleanUps.map(cleanUp => cleanUp())));

  const bench = engineBench();
  /** A project, and a namespace that has nothing to do with Greenroom. */
  const project = uniqueNamespace('denied');
  const foreign = uniqueNamespace('foreign');
  cleanUps.push(() =>
    bench.kubectl.request({
      method: 'DELETE',
      path: `/api/v1/namespaces/${foreign}`,
    }),
  );
  let harness: EngineHarness;
  let greenroom: KubeClient;

  const connect = (token: string) => {
    const { server, ca } = bench.cluster;
    const client = new KubeClient({ name: 'dev', server, ca, token });
    cleanUps.push(() => client.close());
    return client;
  };
  const post = <T>(client: KubeClient, path: string, body: object) =>
    client.request<T>({ method: 'POST', path, body });
  const label = (client: KubeClient, namespace: string, value: string | null) =>
    client.request({
      method: 'PATCH',
      path: `/api/v1/namespaces/${namespace}`,
      contentType: 'application/merge-patch+json',
      body: { metadata: { labels: { 'greenroom.dev/project': value } } },
    });
  const bind = (client: KubeClient, namespace: string, role: string) =>
    post(client, `${RBAC}/namespaces/${namespace}/rolebindings`, {
      metadata: { name: `given-${role}` },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: role,
      },
      subjects: [{ ...member, namespace: foreign }],
    });

  beforeAll(async () => {
    greenroom = connect(bench.cluster.accounts.greenroom.token);
    harness = await bench.engine();
    await harness.engine.start();
    await ready(harness, await harness.project(project));
    await post(bench.kubectl, '/api/v1/namespaces', {
      metadata: { name: foreign },
    });
  });

  it('a member who may edit all in a project cannot act as its identity', async () => {
    const accounts = `/api/v1/namespaces/${foreign}/serviceaccounts`;
    await post(bench.kubectl, accounts, { metadata: { name: member.name } });
    const { status } = await post<{ status: { token: string } }>(
      bench.kubectl,
      `${accounts}/${member.name}/token`,
      {},
    );
    await bind(bench.kubectl, project, 'edit');
    const jane = connect(status.token);
    const ref = { namespace: project, name: 'none' };
    // It may act as an account in the project; so the identity is not one.
    await eventually(() =>
      expect(
        jane
          .as(`system:serviceaccount:${project}:greenroom-workload`)
          .get(claims, ref),
      ).rejects.toMatchObject(forbidden(/greenroom-workload.* cannot get/)),
    );

    await expect(
      jane.as(identityUser(project, HOME)).get(claims, ref),
    ).rejects.toMatchObject(forbidden(/cannot impersonate/));
    await expect(
      post(
        jane,
        `/api/v1/namespaces/${HOME}/serviceaccounts/project-${project}/token`,
        {},
      ),
    ).rejects.toMatchObject(forbidden(/cannot create resource/));
    await expect(bind(jane, project, PROJECT_ROLE)).rejects.toMatchObject(
      forbidden(/cannot create resource "rolebindings"/),
    );
  });

  it('Greenroom’s account cannot bind a role where no project is, nor one that it was not told', async () => {
    await expect(bind(greenroom, foreign, PROJECT_ROLE)).rejects.toMatchObject(
      forbidden(/RoleBindings only in namespaces with the label/),
    );
    await expect(bind(greenroom, HOME, PROJECT_ROLE)).rejects.toMatchObject(
      forbidden(/RoleBindings only in namespaces with the label/),
    );
    await expect(bind(greenroom, project, 'admin')).rejects.toMatchObject(
      forbidden(/attempting to grant RBAC permissions not currently held/),
    );
    // What it may do, for comparison.
    await bind(greenroom, project, PROJECT_ROLE);
  });

  it('Greenroom’s account cannot make a namespace a project, nor another project, nor delete one that is none', async () => {
    const refused = forbidden(/changes no others; it never changes that label/);
    await expect(label(greenroom, foreign, foreign)).rejects.toMatchObject(
      refused,
    );
    await expect(label(greenroom, project, 'other')).rejects.toMatchObject(
      refused,
    );
    await expect(label(greenroom, project, null)).rejects.toMatchObject(
      refused,
    );
    await expect(
      post(greenroom, '/api/v1/namespaces', {
        metadata: { name: uniqueNamespace('plain') },
      }),
    ).rejects.toMatchObject(refused);
    await expect(
      greenroom.request({
        method: 'DELETE',
        path: `/api/v1/namespaces/${foreign}`,
      }),
    ).rejects.toMatchObject(refused);
  });

  describe('of a namespace that OpenShift made when somebody asked', () => {
    const requester = 'openshift.io/requester';
    const account = 'system:serviceaccount:greenroom-system:greenroom';
    const asked = async (by: string) => {
      const name = uniqueNamespace('asked');
      const path = `/api/v1/namespaces/${name}`;
      await post(bench.kubectl, '/api/v1/namespaces', {
        metadata: { name, annotations: { [requester]: by } },
      });
      // Some are gone by then.
      const remove = () => bench.kubectl.request({ method: 'DELETE', path });
      cleanUps.push(() => remove().catch(() => {}));
      return name;
    };
    const annotate = (client: KubeClient, namespace: string, by: string) =>
      client.request({
        method: 'PATCH',
        path: `/api/v1/namespaces/${namespace}`,
        contentType: 'application/merge-patch+json',
        body: { metadata: { annotations: { [requester]: by } } },
      });
    const refused = forbidden(/changes no others; it never changes that label/);

    it('Greenroom’s account can make its own a project, once, and change it only so', async () => {
      const own = await asked(account);
      await expect(annotate(greenroom, own, account)).rejects.toMatchObject(
        refused,
      );
      await label(greenroom, own, own);
      await expect(label(greenroom, own, 'other')).rejects.toMatchObject(
        refused,
      );
      await expect(label(greenroom, own, null)).rejects.toMatchObject(refused);
    });

    it('Greenroom’s account can delete its own before it is a project', async () => {
      const path = `/api/v1/namespaces/${await asked(account)}`;
      await greenroom.request({ method: 'DELETE', path });
      await eventually(() =>
        expect(
          bench.kubectl.request({ method: 'GET', path }),
        ).rejects.toMatchObject({ status: 404 }),
      );
    });

    it('Greenroom’s account can make no other’s a project, nor its own', async () => {
      const theirs = await asked('jane');
      for (const namespace of [theirs, foreign]) {
        await expect(
          label(greenroom, namespace, namespace),
        ).rejects.toMatchObject(refused);
        await expect(
          annotate(greenroom, namespace, account),
        ).rejects.toMatchObject(refused);
      }
      // Not both at once either: what counts is who asked for it before.
      await expect(
        greenroom.request({
          method: 'PATCH',
          path: `/api/v1/namespaces/${theirs}`,
          contentType: 'application/merge-patch+json',
          body: {
            metadata: {
              annotations: { [requester]: account },
              labels: { 'greenroom.dev/project': theirs },
            },
          },
        }),
      ).rejects.toMatchObject(refused);
    });

    it('Greenroom’s account can make none a project that is on its way out', async () => {
      const own = await asked(account);
      const configMaps = `/api/v1/namespaces/${own}/configmaps`;
      const finalizers = ['greenroom.dev/test'];
      await post(bench.kubectl, configMaps, {
        metadata: { name: 'stays', finalizers },
      });
      await bench.kubectl.request({
        method: 'DELETE',
        path: `/api/v1/namespaces/${own}`,
      });
      await expect(label(greenroom, own, own)).rejects.toMatchObject(refused);
      await bench.kubectl.request({
        method: 'PATCH',
        path: `${configMaps}/stays`,
        contentType: 'application/merge-patch+json',
        body: { metadata: { finalizers: null } },
      });
    });

    it('whoever administers it cannot say that Greenroom asked for it', async () => {
      const theirs = await asked('jane');
      await post(bench.kubectl, `${RBAC}/namespaces/${theirs}/rolebindings`, {
        metadata: { name: 'admin' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'admin',
        },
        subjects: [{ kind: 'User', name: 'jane' }],
      });
      const jane = bench.kubectl.as('jane');
      await eventually(() =>
        jane.request({
          method: 'GET',
          path: `/api/v1/namespaces/${theirs}/secrets`,
        }),
      );
      const cannot = forbidden(/cannot patch resource "namespaces"/);
      await expect(annotate(jane, theirs, account)).rejects.toMatchObject(
        cannot,
      );
      await expect(label(jane, theirs, theirs)).rejects.toMatchObject(cannot);
    });
  });

  it('Greenroom’s account cannot act as others than the identities of projects, nor let itself', async () => {
    await expect(
      greenroom
        .as(`system:serviceaccount:${HOME}:portal-reader`)
        .get(claims, { namespace: project, name: 'none' }),
    ).rejects.toMatchObject(forbidden(/cannot impersonate/));
    await expect(
      greenroom.as('somebody').get(claims, { namespace: project, name: 'x' }),
    ).rejects.toMatchObject(forbidden(/cannot impersonate/));
    const rules = (rule: object) =>
      greenroom.request({
        method: 'PATCH',
        path: `${RBAC}/namespaces/${HOME}/roles/greenroom-projects`,
        contentType: 'application/merge-patch+json',
        query: { dryRun: 'All' },
        body: {
          rules: [
            {
              apiGroups: [''],
              resources: ['serviceaccounts'],
              resourceNames: ['project-fraud'],
              verbs: ['impersonate'],
              ...rule,
            },
          ],
        },
      });
    const refused = forbidden(/act as the identities of projects/);
    await expect(
      rules({ resourceNames: ['portal-reader'] }),
    ).rejects.toMatchObject(refused);
    await expect(rules({ resourceNames: [] })).rejects.toMatchObject(refused);
    await expect(
      rules({ resources: ['secrets'], verbs: ['get'] }),
    ).rejects.toMatchObject(refused);
    await rules({});
  });

  it('Greenroom’s account itself cannot change what is in a project, nor read its Secrets', async () => {
    await expect(
      greenroom.apply(
        claims,
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { namespace: project, name: 'own' },
        },
        { fieldManager: 'greenroom' },
      ),
    ).rejects.toMatchObject(forbidden(/cannot patch resource/));
    await expect(
      greenroom.request({
        method: 'GET',
        path: `/api/v1/namespaces/${project}/secrets`,
      }),
    ).rejects.toMatchObject(forbidden(/cannot list resource "secrets"/));
  });
});
