import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Portal } from '../__testUtils__/Portal';
import { FoundAsset } from '../observed';

const UID = '99999999-9999-4999-8999-999999999999';
const SPEC = {
  image: { name: 'pytorch', version: '2026.2' },
  hardware: { profile: 'small-cpu' },
};

const found = (overrides: Partial<FoundAsset> = {}): FoundAsset => ({
  id: UID,
  kind: 'Workbench',
  cluster: 'dev',
  namespace: 'fraud',
  name: 'explore',
  title: 'Explore',
  object: 'Notebook fraud/explore',
  manager: { name: 'Open Data Hub', enforces: false },
  status: {
    phase: 'Ready',
    revision: 1,
    observedRevision: 1,
    observedAt: '2026-08-01T10:00:00Z',
    stale: false,
    conditions: [],
    steps: [],
    endpoints: [],
  },
  adoption: { possible: true },
  ...overrides,
});

describe('observed assets', () => {
  let portal: Portal;

  beforeEach(async () => {
    portal = await Portal.open();
    await portal
      .send('put', '/v1/assets/Project/fraud/fraud')
      .send({ spec: { owner: 'group:default/fraud' } })
      .expect(201);
    portal.engine.foreign = [
      found(),
      found({ id: 'elsewhere', namespace: 'no-project', name: 'other' }),
    ];
  });
  afterEach(() => portal.close());

  const list = async (query = '') => {
    const { body } = await portal
      .send('get', `/v1/observed-assets${query}`)
      .expect(200);
    return body.items as { id: string; project?: string; adoption: object }[];
  };
  const adopt = (adoptee: string, name = 'explore') =>
    portal
      .send('put', `/v1/assets/Workbench/fraud/${name}`)
      .send({ spec: SPEC, adopt: adoptee });

  it('lists them with their project, and says why what is in none cannot be adopted', async () => {
    expect(await list()).toMatchObject([
      { id: UID, project: 'fraud', adoption: { possible: true } },
      {
        id: 'elsewhere',
        adoption: { possible: false, why: expect.stringContaining('no-proj') },
      },
    ]);
    expect(await list('?project=fraud&kind=Workbench')).toHaveLength(1);
    expect(await list('?kind=ModelServer')).toEqual([]);
    expect(portal.audited).toContain('observed-asset-fetch succeeded');
  });

  it('shows those of projects only that the caller may read, and others to who reads the fleet', async () => {
    portal.decisions['greenroom.fleet.read'] = AuthorizeResult.DENY;
    expect((await list()).map(({ id }) => id)).toEqual([UID]);
    portal.decisions['greenroom.asset.read'] = AuthorizeResult.DENY;
    expect(await list()).toEqual([]);
    await portal.send('get', `/v1/observed-assets/${UID}/proposal`).expect(404);
  });

  it('says so when the caller may not add to the project', async () => {
    portal.decisions['greenroom.project.contribute'] = AuthorizeResult.DENY;
    const [first] = await list();
    expect(first.adoption).toEqual({
      possible: false,
      why: expect.stringContaining('may not add to project fraud'),
    });
    await adopt(UID).expect(403);
    expect(portal.engine.enqueued).toHaveLength(1);
  });

  it('proposes a declaration, with what the standards have against it', async () => {
    portal.engine.proposal = {
      spec: {
        image: { ref: 'docker.io/evil/image:1' },
        hardware: { profile: 'small-cpu' },
      },
      notes: ['Container oauth-proxy stays beside it.'],
    };
    const { body } = await portal
      .send('get', `/v1/observed-assets/${UID}/proposal`)
      .expect(200);
    expect(body).toEqual({
      ...portal.engine.proposal,
      issues: [
        { field: 'spec.image.ref', message: expect.stringMatching(/registr/) },
      ],
    });
    await portal.send('get', '/v1/observed-assets/nobody/proposal').expect(404);
  });

  it('puts what is adopted into the inventory, by its UID and as not applied', async () => {
    const { body } = await adopt(UID).expect(201);
    expect(await portal.knex('inventory')).toMatchObject([
      {
        declaration_id: body.id,
        cluster: 'dev',
        api_version: 'kubeflow.org/v1',
        kind: 'Notebook',
        namespace: 'fraud',
        name: 'explore',
        uid: UID,
        applied_hash: null,
        on_delete: 'delete',
      },
    ]);
    expect(portal.engine.enqueued).toContain(body.id);
  });

  it('takes over by another revision what a declaration found taken', async () => {
    await portal
      .send('put', '/v1/assets/Workbench/fraud/explore')
      .send({ spec: SPEC })
      .expect(201);
    const { body } = await adopt(UID).expect(200);
    expect(body.revision).toBe(1);
    expect(await portal.knex('inventory')).toMatchObject([{ uid: UID }]);
    expect(portal.engine.enqueued.filter(id => id === body.id)).toHaveLength(2);
  });

  it.each([
    ['an object of another name', UID, 'other'],
    ['an object that nobody sees', 'nobody', 'explore'],
    ['an object of another namespace', 'elsewhere', 'other'],
  ])('refuses %s, and stores nothing', async (_, uid, name) => {
    const { body } = await adopt(uid, name).expect(400);
    expect(body.error.message).toMatch(/^adopt /);
    expect(await portal.knex('inventory')).toEqual([]);
    expect(await portal.knex('declarations')).toHaveLength(1);
  });

  it('checks an adoption without storing it', async () => {
    await portal
      .send('put', '/v1/assets/Workbench/fraud/explore?dryRun=true')
      .send({ spec: SPEC, adopt: UID })
      .expect(200);
    expect(await portal.knex('inventory')).toEqual([]);
  });
});
