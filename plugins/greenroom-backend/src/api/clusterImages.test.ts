import { Portal } from '../__testUtils__/Portal';

const image = (cluster: string, version: string) => ({
  name: 'jupyter',
  version,
  lifecycle: 'supported' as const,
  ref: `quay.io/example/jupyter:${version}`,
  cluster,
});

describe('images that clusters offer', () => {
  let portal: Portal;

  beforeEach(async () => {
    portal = await Portal.open();
    portal.engine.offered = [image('dev', '1'), image('elsewhere', '2')];
    await portal
      .send('put', '/v1/assets/Project/fraud/fraud')
      .send({ spec: { owner: 'group:default/fraud' } })
      .expect(201);
  });
  afterEach(() => portal.close());

  const declare = (version: string) =>
    portal.send('put', `/v1/assets/Workbench/fraud/explore`).send({
      spec: {
        image: { name: 'jupyter', version },
        hardware: { profile: 'small-cpu' },
      },
    });

  it('are listed with those that are configured, and say where they are', async () => {
    const { body } = await portal
      .send('get', '/v1/standards/workbenchImages')
      .expect(200);
    expect(
      body.items.map(
        ({ name, version, cluster }: ReturnType<typeof image>) =>
          `${name} ${version} ${cluster}`,
      ),
    ).toEqual([
      'pytorch 2026.1 undefined',
      'pytorch 2026.2 undefined',
      'jupyter 1 dev',
      'jupyter 2 elsewhere',
    ]);
  });

  it('can be used on their own cluster only', async () => {
    const { body } = await declare('1').expect(201);
    expect(body.resolved.image).toMatchObject({
      ref: 'quay.io/example/jupyter:1',
      version: '1',
    });
    const refused = await declare('2').expect(400);
    expect(refused.body.error.message).toBe(
      'spec.image "jupyter" has no version "2"; choose one of: 1',
    );
  });
});
