import {
  BAD_INPUTS,
  BadInput,
  GOOD_SPECS,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { Portal } from '../__testUtils__/Portal';

const PROJECT = '/v1/assets/Project/fraud/fraud';
const EXPLORE = '/v1/assets/Workbench/fraud/explore';
const good = GOOD_SPECS.Workbench;

const pathOf = ({ kind, ref }: Pick<BadInput, 'kind' | 'ref'>) => {
  const project = ref?.project ?? (kind === 'Project' ? 'risk' : 'fraud');
  const name = ref?.name ?? (kind === 'Project' ? project : 'explore');
  return `/v1/assets/${[kind, project, name]
    .map(encodeURIComponent)
    .join('/')}`;
};

interface Issue {
  field: string;
}
const fieldsOf = (body: { error: { issues: Issue[] } }) => [
  ...new Set(body.error.issues.map(({ field }) => field)),
];

describe('bad inputs', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.open();
    await portal.send('put', PROJECT).send({ spec: GOOD_SPECS.Project });
  });
  afterAll(() => portal?.close());

  it.each(BAD_INPUTS)(
    '$row: refuses $what and names $field',
    async ({ kind, ref, spec, field }) => {
      const path = pathOf({ kind, ref });
      const { body } = await portal
        .send('put', path)
        .send({ spec: { ...GOOD_SPECS[kind], ...spec } })
        .expect(400);
      expect(body.error).toMatchObject({ name: 'InputError' });
      expect(fieldsOf(body)).toEqual([field]);
      expect(body.error.message).toContain(field);
      const { status } = await portal.send('get', path);
      expect([400, 404]).toContain(status);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    },
  );

  it.each<[string, object, string]>([
    [
      'more shared memory than memory',
      { sharedMemory: '3Gi' },
      'spec.sharedMemory',
    ],
    [
      'a mount outside',
      { storage: [{ name: 'w', size: '1Gi', mountPath: '/opt/../etc' }] },
      'spec.storage[0].mountPath',
    ],
    [
      'an unknown profile',
      { hardware: { profile: 'h300' } },
      'spec.hardware.profile',
    ],
    [
      'an unknown version',
      { image: { name: 'pytorch', version: '1' } },
      'spec.image',
    ],
    ['an owner that is no reference', { owner: 'fraud' }, 'spec.owner'],
  ])('refuses a workbench with %s', async (_what, change, field) => {
    const { body } = await portal
      .send('put', EXPLORE)
      .send({ spec: { ...good, ...change } })
      .expect(400);
    expect(fieldsOf(body)).toEqual([field]);
  });

  it.each([
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
      .send({ spec: { ...GOOD_SPECS.Project, ...change } })
      .expect(400);
    expect(fieldsOf(body)).toEqual([field]);
  });

  it('scenario 22: refuses a project a second time, on another cluster', async () => {
    const { body } = await portal
      .send('put', PROJECT)
      .send({ spec: { ...GOOD_SPECS.Project, cluster: 'other' } })
      .expect(400);
    expect(fieldsOf(body)).toEqual(['spec.cluster']);
  });

  it('refuses a name longer than what is made of it may have, and names the field', async () => {
    const { body } = await portal
      .send('put', `/v1/assets/Workbench/fraud/${'n'.repeat(53)}`)
      .send({ spec: good })
      .expect(400);
    expect(body.error.issues).toEqual([
      { field: 'name', message: 'must have at most 48 characters' },
    ]);
  });

  it('7: refuses a project called like a namespace that somebody else made', async () => {
    portal.foreignNamespaces.add('taken');
    const send = (path: string, spec: object) =>
      portal.send('put', path).send({ spec }).expect(400);
    const path = '/v1/assets/Project/taken/taken';
    const { body } = await send(path, GOOD_SPECS.Project);
    expect(fieldsOf(body)).toEqual(['name']);
    await portal.send('get', path).expect(404);
  });

  it.each(['x%00', '%E0%A4%A'])(
    '8: refuses the encoded name %s',
    async name => {
      await portal
        .send('put', `/v1/assets/Workbench/fraud/${name}`)
        .send({ spec: good })
        .expect(400);
    },
  );

  it('17: warns of a credential in a plain value, and repeats it nowhere', async () => {
    const credential = `ghp_${'a'.repeat(36)}`;
    const { body, text } = await portal
      .send('post', '/v1/preflight')
      .send({
        kind: 'Workbench',
        project: 'fraud',
        name: 'explore',
        spec: { ...good, env: [{ name: 'NOTE', value: credential }] },
      })
      .expect(200);
    expect(body.issues).toEqual([
      {
        field: 'spec.env[0].value',
        message: expect.stringContaining('looks like a credential'),
        severity: 'warning',
      },
    ]);
    expect(text).not.toContain(credential);
    const audited = portal.auditor.createEvent.mock.calls.map(
      ([{ meta }]) => meta,
    );
    expect(JSON.stringify(audited)).not.toContain(credential);
  });

  it('18: takes templates as text, never as code', async () => {
    const title = '${{ secrets.x }} {{ range.constructor("return 1")() }}';
    const { body } = await portal
      .send('put', `${EXPLORE}?dryRun=true`)
      .send({ spec: { ...good, title } })
      .expect(200);
    expect(body.title).toBe(title);
  });

  it.each([
    ['a body of functions', 'application/yaml', 'spec: !!js/function "x"'],
    ['a body of aliases', 'text/yaml', 'spec: { a: &a [x], b: [*a, *a] }'],
    ['a form', 'application/x-www-form-urlencoded', 'spec=x'],
  ])('19: reads JSON only, and so refuses %s', async (_what, type, body) => {
    const { status } = await portal
      .send('put', EXPLORE)
      .set('Content-Type', type)
      .send(body);
    expect([400, 415]).toContain(status);
  });

  it('19: refuses a body of 5 MB before it looks into it', async () => {
    await portal
      .send('put', EXPLORE)
      .send({ spec: good, reason: 'x'.repeat(5_000_000) })
      .expect(413);
  });

  it.each([
    ['a list', '{"spec":[]}'],
    ['text', '{"spec":"Workbench"}'],
    ['no JSON', '{"spec":'],
    ['no spec', '{}'],
    ['more than is asked for', '{"spec":{},"cluster":"x"}'],
    ['__proto__', '{"spec":{},"__proto__":{"admin":true}}'],
  ])('refuses a body with %s', async (_what, body) => {
    await portal
      .send('put', EXPLORE)
      .set('Content-Type', 'application/json')
      .send(body)
      .expect(400);
  });

  it('23: keeps markup as text', async () => {
    const title = '<img src=x onerror=alert(1)>';
    const { body, headers } = await portal
      .send('put', `${EXPLORE}?dryRun=true`)
      .send({ spec: { ...good, title } })
      .expect(200);
    expect(body.title).toBe(title);
    expect(headers['content-type']).toMatch(/^application\/json/);
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

  it('has stored nothing of all this', async () => {
    const { items } = await portal.store.list({ limit: 10 });
    expect(items.map(({ name }) => name)).toEqual(['fraud']);
  });
});
