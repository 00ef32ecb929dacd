import { Portal } from '../__testUtils__/Portal';

const PROJECT = '/v1/assets/Project/fraud/fraud';
const EXPLORE = '/v1/assets/Workbench/fraud/explore';
const good = {
  image: { name: 'pytorch' },
  hardware: { profile: 'nvidia-a100' },
};
const withImage = (image: unknown) => ({ ...good, image });
const withHardware = (hardware: object) => ({
  ...good,
  hardware: { ...good.hardware, ...hardware },
});
const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('bad inputs', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.open();
    await portal
      .send('put', PROJECT)
      .send({ spec: { owner: 'group:default/fraud' } })
      .expect(201);
  });
  afterAll(() => portal?.close());

  it.each([
    [
      'an image of a stranger',
      withImage({ ref: 'docker.io/attacker/x' }),
      'spec.image.ref',
    ],
    [
      'an image without its digest',
      withImage({ ref: 'registry.example.org/fraud/x:latest' }),
      'spec.image.ref',
    ],
    [
      'a registry that only begins alike',
      withImage({ ref: `registry.example.org/fraudulent/x@${DIGEST}` }),
      'spec.image.ref',
    ],
    [
      'a host path',
      { ...good, volumes: [{ hostPath: { path: '/' } }] },
      'spec.volumes',
    ],
    [
      'privileges',
      { ...good, securityContext: { privileged: true } },
      'spec.securityContext',
    ],
    [
      'a service account',
      { ...good, serviceAccountName: 'default' },
      'spec.serviceAccountName',
    ],
    [
      'a mounted token',
      { ...good, automountServiceAccountToken: true },
      'spec.automountServiceAccountToken',
    ],
    [
      'another namespace',
      { ...good, namespace: 'kube-system' },
      'spec.namespace',
    ],
    [
      'labels and annotations',
      { ...good, annotations: { 'argocd.argoproj.io/instance': 'x' } },
      'spec.annotations',
    ],
    [
      'owner references',
      { ...good, ownerReferences: [] },
      'spec.ownerReferences',
    ],
    [
      'a secret in a plain variable',
      { ...good, env: [{ name: 'DB_PASSWORD', value: 'x' }] },
      'spec.env[0].name',
    ],
    [
      'a repository with credentials in its address',
      {
        ...good,
        storage: [{ name: 'work', size: '1Gi', mountPath: '/work' }],
        git: { url: 'https://dana:token@git.example.org/a.git' },
      },
      'spec.git.url',
    ],
    [
      'a Secret of another project',
      {
        ...good,
        env: [{ name: 'A', secret: { name: 'other/db', key: 'x' } }],
      },
      'spec.env[0].secret.name',
    ],
    [
      'the token of another workbench',
      {
        ...good,
        env: [{ name: 'A', secret: { name: 'x-jupyter-token', key: 'token' } }],
      },
      'spec.env[0].secret.name',
    ],
    [
      'more shared memory than memory',
      { ...good, sharedMemory: '3Gi', hardware: { profile: 'small-cpu' } },
      'spec.sharedMemory',
    ],
    [
      'a mount outside',
      {
        ...good,
        storage: [{ name: 'work', size: '1Gi', mountPath: '/opt/../etc' }],
      },
      'spec.storage[0].mountPath',
    ],
    [
      'more accelerators than there can be',
      withHardware({ count: 999999 }),
      'spec.hardware.count',
    ],
    ['fewer than none', withHardware({ count: -1 }), 'spec.hardware.count'],
    [
      'memory beyond measure',
      withHardware({ memory: '1e30' }),
      'spec.hardware.memory',
    ],
    [
      'an unknown profile',
      withHardware({ profile: 'h300' }),
      'spec.hardware.profile',
    ],
    [
      'an unknown version',
      withImage({ name: 'pytorch', version: '1' }),
      'spec.image',
    ],
    [
      'an owner that is no reference',
      { ...good, owner: 'fraud' },
      'spec.owner',
    ],
  ])('refuses %s and names the field', async (_what, spec, field) => {
    const { body } = await portal
      .send('put', EXPLORE)
      .send({ spec })
      .expect(400);
    expect(body.error).toMatchObject({ name: 'InputError' });
    expect(
      body.error.issues.map((issue: { field: string }) => issue.field),
    ).toEqual([field]);
    expect(body.error.message).toContain(field);
  });

  it.each([
    [{ namespace: { existing: 'kube-system' } }, 'spec.namespace.existing'],
    [{ namespace: { existing: '../other' } }, 'spec.namespace.existing'],
    [{ members: [{ ref: 'system:masters' }] }, 'spec.members[0].ref'],
    [
      { members: [{ ref: 'user:default/dana', role: 'admin' }] },
      'spec.members[0].role',
    ],
    [
      { members: [{ ref: 'user:a/b' }, { ref: 'user:a/b' }] },
      'spec.members[1].ref',
    ],
  ])('refuses a project with %j', async (change, field) => {
    const { body } = await portal
      .send('put', '/v1/assets/Project/risk/risk')
      .send({ spec: { owner: 'group:default/risk', ...change } })
      .expect(400);
    expect(
      body.error.issues.map((issue: { field: string }) => issue.field),
    ).toEqual([field]);
    await portal.send('get', '/v1/assets/Project/risk/risk').expect(404);
  });

  it.each([
    ['%2e%2e%2f%2e%2e%2fsecrets%2fx'],
    ['a%252fb'],
    ['A_b'],
    ['a'.repeat(300)],
    [encodeURIComponent('еxplore')],
    ['x%00'],
    ['%E0%A4%A'],
  ])('refuses the name %s', async name => {
    await portal
      .send('put', `/v1/assets/Workbench/fraud/${name}`)
      .send({ spec: good })
      .expect(400);
    const { status } = await portal.send(
      'get',
      `/v1/assets/Workbench/fraud/${name}`,
    );
    expect([400, 404]).toContain(status);
  });

  it.each(['kube-system', 'openshift-config', 'backstage', 'default'])(
    'refuses the project %s',
    async name => {
      const { body } = await portal
        .send('put', `/v1/assets/Project/${name}/${name}`)
        .send({ spec: { owner: 'group:default/fraud' } })
        .expect(400);
      expect(body.error.issues).toEqual([
        { field: 'project', message: 'is reserved for the platform' },
      ]);
    },
  );

  it('scenario 22: refuses clusters that are not configured, and moves between them', async () => {
    const { body } = await portal
      .send('put', '/v1/assets/Project/other/other')
      .send({ spec: { owner: 'group:default/fraud', cluster: 'https://evil' } })
      .expect(400);
    expect(body.error.issues).toMatchObject([{ field: 'spec.cluster' }]);
  });

  it.each([
    ['__proto__', '{"spec":{"__proto__":{"admin":true}}}'],
    ['constructor', '{"spec":{"constructor":{"prototype":{"admin":true}}}}'],
    ['a list', '{"spec":[]}'],
    ['text', '{"spec":"Workbench"}'],
    ['no JSON', '{"spec":'],
    ['no spec', '{}'],
    ['more than is asked for', '{"spec":{},"cluster":"x"}'],
  ])('refuses a body with %s', async (_what, body) => {
    await portal
      .send('put', EXPLORE)
      .set('Content-Type', 'application/json')
      .send(body)
      .expect(400);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('refuses a body of 5 MB before it looks into it', async () => {
    await portal
      .send('put', EXPLORE)
      .send({ spec: good, reason: 'x'.repeat(5_000_000) })
      .expect(413);
  });

  it('answers 404 for kinds, standards and paths that do not exist', async () => {
    for (const path of [
      '/v1/assets/Pod/fraud/explore',
      '/v1/assets/__proto__/fraud/explore',
      '/v1/standards/constructor',
      '/v1/secrets',
    ]) {
      await portal.send('get', path).expect(404);
    }
  });

  it.each(['cursor=x', 'limit=0', 'limit=100000', 'phase=Fine', 'unknown=1'])(
    'refuses a list with ?%s',
    async query => {
      await portal.send('get', `/v1/assets?${query}`).expect(400);
    },
  );

  it('takes templates as text, never as code', async () => {
    const title = '${{ secrets.x }} {{ range.constructor("return 1")() }}';
    const { body } = await portal
      .send('put', `${EXPLORE}?dryRun=true`)
      .send({ spec: { ...good, title } })
      .expect(200);
    expect(body.title).toBe(title);
  });

  it('has stored nothing of all this', async () => {
    const { items } = await portal.store.list({ limit: 10 });
    expect(items.map(({ name }) => name)).toEqual(['fraud']);
  });
});
