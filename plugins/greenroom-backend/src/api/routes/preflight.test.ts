import { Portal } from '../../__testUtils__/Portal';

const workbench = {
  spec: {
    image: { name: 'pytorch' },
    hardware: { profile: 'nvidia-a100', count: 2 },
  },
};

describe('preflight', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await Portal.open();
  });
  afterEach(() => portal?.close());

  const preflight = (body: object) =>
    portal.send('post', '/v1/preflight').send(body).expect(200);
  const asked = { kind: 'Workbench', project: 'fraud', name: 'explore' };

  it('tells every wrong field, and whether there is room', async () => {
    await portal
      .send('put', '/v1/assets/Project/fraud/fraud')
      .send({ spec: { owner: 'group:default/fraud' } })
      .expect(201);
    const wrong = await preflight({
      ...asked,
      spec: {
        ...workbench.spec,
        hardware: { profile: 'nvidia-a100', count: 9 },
      },
    });
    expect(wrong.body).toMatchObject({
      ok: false,
      issues: [
        {
          field: 'spec.hardware.count',
          message: 'must be between 1 and 8',
          severity: 'error',
        },
      ],
    });
    portal.engine.room = { fit: 'waits', summary: 'It would wait.' };
    const right = await preflight({ ...asked, ...workbench });
    expect(right.body).toEqual({
      ok: true,
      issues: [],
      fit: 'waits',
      summary: 'It would wait.',
    });
    await portal.send('get', '/v1/assets/Workbench/fraud/explore').expect(404);
  });
});
