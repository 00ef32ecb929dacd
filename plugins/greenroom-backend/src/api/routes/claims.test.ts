import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Portal } from '../../__testUtils__/Portal';

const PROJECT = '/v1/assets/Project/fraud/fraud';
const EXPLORE = '/v1/assets/Workbench/fraud/explore';
const TRAIN = '/v1/assets/Workbench/fraud/train';

describe('the claims of a project', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await Portal.open();
    const spec = {
      image: { name: 'pytorch' },
      hardware: { profile: 'small-cpu' },
    };
    const corpus = { name: 'data', existing: 'corpus', mountPath: '/data' };
    const work = { name: 'work', size: '20Gi', mountPath: '/work' };
    await portal
      .send('put', PROJECT)
      .send({ spec: { owner: 'group:default/fraud' } })
      .expect(201);
    await portal
      .send('put', EXPLORE)
      .send({ spec: { ...spec, storage: [work, corpus] } })
      .expect(201);
    await portal
      .send('put', TRAIN)
      .send({ spec: { ...spec, storage: [corpus] } })
      .expect(201);
    portal.audited.length = 0;
  });
  afterEach(() => portal?.close());

  it('say how large they are, and which workbenches declare them', async () => {
    const { body } = await portal.send('get', `${PROJECT}/claims`).expect(200);
    expect(body.items).toEqual([
      {
        name: 'corpus',
        size: '2Ti',
        phase: 'Bound',
        usedBy: ['explore', 'train'],
      },
      {
        name: 'explore-work',
        size: '20Gi',
        phase: 'Bound',
        usedBy: ['explore'],
      },
    ]);
    expect(portal.audited).toEqual(['asset-fetch succeeded']);
  });

  it('are not told to who may not read the project', async () => {
    portal.decisions = { 'greenroom.asset.read': AuthorizeResult.DENY };
    await portal.send('get', `${PROJECT}/claims`).expect(404);
  });

  it('are of projects only', async () => {
    const { body } = await portal.send('get', `${EXPLORE}/claims`).expect(400);
    expect(body.error.message).toContain('those of its project');
  });
});
