import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { Portal } from '../__testUtils__/Portal';

const PROJECT = '/v1/assets/Project/fraud/fraud';
const EXPLORE = '/v1/assets/Workbench/fraud/explore';
const project = { spec: { owner: 'group:default/fraud' } };
const workbench = {
  spec: {
    image: { name: 'pytorch' },
    hardware: { profile: 'nvidia-a100', count: 2 },
  },
};
const ownedBy = (...owners: string[]) => ({
  rule: 'IS_OWNER',
  resourceType: 'greenroom-asset',
  params: { owners },
});

describe('the API', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await Portal.open();
  });
  afterEach(() => portal?.close());

  const declareBoth = async () => {
    await portal.send('put', PROJECT).send(project).expect(201);
    await portal.send('put', EXPLORE).send(workbench).expect(201);
  };

  it('declares, shows, lists, operates and deletes an asset', async () => {
    await declareBoth();
    const { body: asset } = await portal.send('get', EXPLORE).expect(200);
    expect(asset).toMatchObject({
      kind: 'Workbench',
      cluster: 'dev',
      namespace: 'fraud',
      owner: 'group:default/fraud',
      revision: 1,
      resolved: {
        image: { ref: 'registry.example.org/pytorch:2', version: '2026.2' },
      },
      status: { phase: 'Pending', revision: 1 },
      entityRef: 'resource:fraud/explore',
      can: ['update', 'delete', 'operate', 'access', 'logs'],
    });
    const { body: list } = await portal.send('get', '/v1/assets').expect(200);
    expect(list.items).toMatchObject([
      { kind: 'Project' },
      { kind: 'Workbench', phase: 'Pending' },
    ]);
    const stopped = await portal
      .send('post', `${EXPLORE}/operations`)
      .send({ operation: 'stop', reason: 'weekend' })
      .expect(200);
    expect(stopped.body.runState).toMatchObject({
      wanted: 'stopped',
      by: 'user:default/dana',
      reason: 'weekend',
    });
    expect(portal.engine.operations).toEqual([
      { id: asset.id, operation: 'stop' },
    ]);
    await portal.send('delete', PROJECT).expect(409);
    await portal.send('delete', `${EXPLORE}?deleteData=true`).expect(204);
    const { body: leaving } = await portal.send('get', EXPLORE).expect(200);
    expect(leaving.deletion).toMatchObject({
      by: 'user:default/dana',
      deleteData: true,
    });
    expect(portal.engine.enqueued).toContain(asset.id);
    expect(portal.events.publish).toHaveBeenCalledWith(
      expect.objectContaining({ topic: 'greenroom.declarations' }),
    );
    expect(portal.audited).toEqual(
      expect.arrayContaining([
        'asset-declare succeeded',
        'asset-operate succeeded',
        'asset-delete failed',
        'asset-delete succeeded',
      ]),
    );
  });

  it('answers 304 to what the caller has already', async () => {
    await declareBoth();
    for (const path of [EXPLORE, '/v1/assets']) {
      const { headers } = await portal.send('get', path).expect(200);
      await portal
        .send('get', path)
        .set('If-None-Match', headers.etag)
        .expect(304);
    }
  });

  it('compares If-Match with the revision, as a number or as the ETag', async () => {
    await declareBoth();
    const { headers } = await portal.send('get', EXPLORE);
    const titled = (title: string) => ({ spec: { ...workbench.spec, title } });
    await portal
      .send('put', EXPLORE)
      .set('If-Match', headers.etag)
      .send(titled('one'))
      .expect(200);
    await portal
      .send('put', EXPLORE)
      .set('If-Match', '1')
      .send(titled('two'))
      .expect(412);
    await portal
      .send('put', EXPLORE)
      .set('If-Match', '0')
      .send(titled('two'))
      .expect(412);
    const renamed = await portal
      .send('put', EXPLORE.replace(/explore$/, 'renamed'))
      .set('If-Match', '1')
      .send(titled('two'))
      .expect(412);
    expect(renamed.body.error.message).toContain('A name cannot be changed');
    await portal
      .send('put', EXPLORE)
      .set('If-Match', '*')
      .send(titled('two'))
      .expect(400);
  });

  it('answers a repeated key once more, and refuses it for something else', async () => {
    const put = (body: object) =>
      portal.send('put', PROJECT).set('Idempotency-Key', 'task-7').send(body);
    const first = await put(project).expect(201);
    const second = await put(project).expect(200);
    expect(second.body.id).toBe(first.body.id);
    await put({ spec: { owner: 'group:default/risk' } }).expect(409);
  });

  it('stores nothing on a dry run', async () => {
    const { body } = await portal
      .send('put', `${PROJECT}?dryRun=true`)
      .send(project)
      .expect(200);
    expect(body).toMatchObject({ revision: 1, cluster: 'dev' });
    await portal.send('get', PROJECT).expect(404);
    expect(portal.engine.enqueued).toEqual([]);
  });

  it('keeps history, manifests and events behind read', async () => {
    await declareBoth();
    const { body } = await portal.send('get', `${EXPLORE}/history`).expect(200);
    expect(body.items).toMatchObject([
      { revision: 1, author: 'user:default/dana' },
    ]);
    await portal.send('get', `${EXPLORE}/manifests`).expect(200);
    await portal.send('get', `${EXPLORE}/events`).expect(200, { items: [] });
    portal.decisions = { 'greenroom.asset.read': AuthorizeResult.DENY };
    for (const part of ['history', 'manifests', 'events']) {
      await portal.send('get', `${EXPLORE}/${part}`).expect(404);
    }
  });

  it('serves its own description', async () => {
    const { body } = await portal.send('get', '/openapi.json').expect(200);
    expect(Object.keys(body.paths)).toContain('/v1/assets');
  });

  it('says 503 when a cluster cannot be reached, and remembers no run state', async () => {
    await declareBoth();
    portal.engine.reachable = false;
    await portal
      .send('post', `${EXPLORE}/operations`)
      .send({ operation: 'stop' })
      .expect(503);
    const { body } = await portal.send('get', EXPLORE);
    expect(body.runState).toBeUndefined();
  });

  describe('permissions', () => {
    it('shows only what the condition lets through, and the same 404 for the rest', async () => {
      await declareBoth();
      await portal
        .send('put', '/v1/assets/Workbench/fraud/secret')
        .send({ spec: { ...workbench.spec, owner: 'group:default/risk' } })
        .expect(201);
      portal.decisions = {
        'greenroom.asset.read': { not: ownedBy('group:default/risk') },
      };
      const { body } = await portal.send('get', '/v1/assets').expect(200);
      expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
        'fraud',
        'explore',
      ]);
      const hidden = '/v1/assets/Workbench/fraud/secret';
      const denied = await portal.send('get', hidden).expect(404);
      const missing = await portal
        .send('get', '/v1/assets/Workbench/fraud/nobody')
        .expect(404);
      expect(denied.body.error.message.replace('secret', 'nobody')).toBe(
        missing.body.error.message,
      );
      await portal.send('put', hidden).send(workbench).expect(404);
      await portal.send('delete', hidden).expect(404);
      await portal
        .send('post', `${hidden}/operations`)
        .send({ operation: 'stop' })
        .expect(404);
    });

    it('answers 403 to who may only read, and offers them nothing', async () => {
      await declareBoth();
      const mine = ownedBy('user:default/eve');
      portal.decisions = {
        'greenroom.asset.update': mine,
        'greenroom.asset.delete': mine,
        'greenroom.asset.operate': mine,
        'greenroom.asset.access': mine,
        'greenroom.asset.logs': mine,
        'greenroom.project.contribute': {
          ...mine,
          resourceType: 'greenroom-project',
        },
      };
      const { body } = await portal.send('get', EXPLORE).expect(200);
      expect(body.can).toEqual([]);
      await portal.send('put', EXPLORE).send(workbench).expect(403);
      await portal.send('delete', EXPLORE).expect(403);
      await portal
        .send('post', `${EXPLORE}/operations`)
        .send({ operation: 'stop' })
        .expect(403);
      await portal
        .send('put', '/v1/assets/Workbench/fraud/another')
        .send(workbench)
        .expect(403);
      expect(portal.audited.at(-1)).toBe('asset-declare failed');
    });

    it('lets only who may contribute hand an asset over', async () => {
      await declareBoth();
      portal.decisions = {
        'greenroom.project.contribute': AuthorizeResult.DENY,
      };
      const title = { spec: { ...workbench.spec, title: 'Mine' } };
      const owner = { spec: { ...workbench.spec, owner: 'user:default/eve' } };
      await portal.send('put', EXPLORE).send(title).expect(200);
      await portal.send('put', EXPLORE).send(owner).expect(403);
    });

    it('does not tell of projects that the caller may not read', async () => {
      await portal.send('put', PROJECT).send(project).expect(201);
      portal.decisions = {
        'greenroom.project.contribute': AuthorizeResult.DENY,
        'greenroom.asset.read': AuthorizeResult.DENY,
      };
      const there = await portal.send('put', EXPLORE).send(workbench);
      const nowhere = await portal
        .send('put', EXPLORE.replace('fraud', 'nowhere'))
        .send(workbench);
      expect([there.status, nowhere.status]).toEqual([404, 404]);
      expect(there.body.error.message.replace('fraud', 'nowhere')).toBe(
        nowhere.body.error.message,
      );
      portal.decisions = { 'greenroom.project.create': AuthorizeResult.DENY };
      await portal
        .send('put', '/v1/assets/Project/other/other')
        .send(project)
        .expect(403);
    });

    it('does not tell by a refusal whether what the caller may not read exists', async () => {
      await declareBoth();
      portal.decisions = {
        'greenroom.project.contribute': AuthorizeResult.DENY,
        'greenroom.project.create': AuthorizeResult.DENY,
        'greenroom.asset.read': AuthorizeResult.DENY,
      };
      const refusal = async (ref: string, body: object) => {
        const [kind, projectName, name] = ref.split('/');
        const answers = await Promise.all([
          portal.send('put', `/v1/assets/${ref}`).send(body),
          portal
            .send('post', '/v1/preflight')
            .send({ kind, project: projectName, name, ...body }),
        ]);
        return answers.map(({ status, body: { error } }) => [
          status,
          error.message,
        ]);
      };
      expect(await refusal('Workbench/fraud/explore', workbench)).toEqual(
        await refusal('Workbench/fraud/nobody', workbench),
      );
      expect(await refusal('Project/fraud/fraud', project)).toEqual(
        await refusal('Project/nowhere/nowhere', project),
      );
    });

    it('hides from capacity who holds what the caller may not read', async () => {
      await declareBoth();
      const asset = { kind: 'Workbench' as const, project: 'fraud' };
      portal.engine.seen = {
        clusters: [],
        accelerators: [
          {
            cluster: 'dev',
            resource: 'nvidia.com/gpu',
            product: 'NVIDIA A100',
            nodes: 1,
            allocatable: 8,
            used: 3,
            free: 5,
            largestFree: 5,
            holders: [
              {
                namespace: 'fraud',
                asset: { ...asset, name: 'explore' },
                pod: 'explore-0',
                count: 2,
              },
              { namespace: 'other', pod: 'stray', count: 1 },
            ],
          },
        ],
      };
      const holders = async () =>
        (await portal.send('get', '/v1/capacity').expect(200)).body
          .accelerators[0].holders;
      expect(await holders()).toMatchObject([
        { asset: { name: 'explore' } },
        { pod: 'stray' },
      ]);
      portal.decisions = {
        'greenroom.asset.read': ownedBy('group:default/risk'),
      };
      expect(await holders()).toEqual([
        { namespace: 'fraud', count: 2 },
        { namespace: 'other', pod: 'stray', count: 1 },
      ]);
      portal.decisions = {
        'greenroom.asset.read': ownedBy('group:default/fraud'),
      };
      expect(await holders()).toMatchObject([
        { asset: { name: 'explore' }, pod: 'explore-0' },
        { pod: 'stray' },
      ]);
      portal.decisions = { 'greenroom.fleet.read': AuthorizeResult.DENY };
      await portal.send('get', '/v1/capacity').expect(403);
      await portal.send('get', '/v1/clusters').expect(403);
    });

    it('feeds changes to services only', async () => {
      await declareBoth();
      await portal.send('get', '/v1/declarations?since=0').expect(403);
      const { body } = await request(portal.app)
        .get('/v1/declarations?since=0')
        .set('Authorization', mockCredentials.service.header())
        .expect(200);
      expect(body.items).toHaveLength(2);
    });

    it('takes no call without credentials', async () => {
      await request(portal.app)
        .get('/v1/assets')
        .set('Authorization', mockCredentials.none.header())
        .expect(401);
    });
  });
});
