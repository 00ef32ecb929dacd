import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { aHardwareProfile } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { Portal } from '../__testUtils__/Portal';

const image = (cluster: string, version: string) => ({
  name: 'jupyter',
  version,
  lifecycle: 'supported' as const,
  ref: `quay.io/example/jupyter:${version}`,
  cluster,
  origin: { namespace: 'opendatahub', commit: 'abc' },
});

const profile = (name: string, cluster: string, namespace?: string) =>
  aHardwareProfile({
    name,
    cluster,
    namespace,
    origin: {
      namespace: namespace ?? 'opendatahub',
      resourceVersion: '42',
    },
  });

describe('standards that clusters offer', () => {
  let portal: Portal;

  beforeEach(async () => {
    portal = await Portal.open();
    portal.engine.offered = {
      workbenchImages: [image('dev', '1'), image('elsewhere', '2')],
      hardwareProfiles: [
        profile('small-cpu', 'dev'),
        profile('shared', 'dev'),
        profile('shared', 'elsewhere'),
        profile('ours', 'dev', 'fraud'),
        profile('theirs', 'dev', 'risk'),
      ],
    };
    await portal
      .send('put', '/v1/assets/Project/fraud/fraud')
      .send({ spec: { owner: 'group:default/fraud' } })
      .expect(201);
  });
  afterEach(() => portal.close());

  const declare = (
    version: string,
    hardware: object = { profile: 'small-cpu' },
  ) =>
    portal.send('put', `/v1/assets/Workbench/fraud/explore`).send({
      spec: { image: { name: 'jupyter', version }, hardware },
    });
  const list = async (path: string) => {
    const { body } = await portal.send('get', path).expect(200);
    return body.items.map(
      ({ name, version, cluster = '-' }: ReturnType<typeof image>) =>
        `${name} ${version} ${cluster}`,
    );
  };

  it('are listed with those that are configured, and say where they are', async () => {
    expect(await list('/v1/standards/workbenchImages')).toEqual([
      'pytorch 2026.1 -',
      'pytorch 2026.2 -',
      'jupyter 1 dev',
      'jupyter 2 elsewhere',
    ]);
  });

  it('are listed without those of a project, unless it is asked for it', async () => {
    expect(await list('/v1/standards/hardwareProfiles')).toEqual([
      'small-cpu 1 -',
      'nvidia-a100 1 -',
      'shared 1 dev',
      'shared 1 elsewhere',
    ]);
    expect(await list('/v1/standards/hardwareProfiles?project=fraud')).toEqual([
      'small-cpu 1 -',
      'nvidia-a100 1 -',
      'shared 1 dev',
      'ours 1 dev',
    ]);
  });

  it('are not listed for a project that one may not read, or that is not there', async () => {
    await portal
      .send('get', '/v1/standards/hardwareProfiles?project=risk')
      .expect(404);
    portal.decisions = { 'greenroom.asset.read': AuthorizeResult.DENY };
    await portal
      .send('get', '/v1/standards/hardwareProfiles?project=fraud')
      .expect(404);
  });

  it('can be used on their own cluster only', async () => {
    const { body } = await declare('1').expect(201);
    expect(body.resolved.image).toEqual({
      ref: 'quay.io/example/jupyter:1',
      name: 'jupyter',
      version: '1',
      origin: { namespace: 'opendatahub', commit: 'abc' },
    });
    const refused = await declare('2').expect(400);
    expect(refused.body.error.message).toBe(
      'spec.image "jupyter" has no version "2"; choose one of: 1',
    );
  });

  it('are recorded with the revision as they were then', async () => {
    const { body } = await declare('1', { profile: 'ours' }).expect(201);
    expect(body.resolved.profile).toMatchObject({
      name: 'ours',
      cluster: 'dev',
      namespace: 'fraud',
      origin: { namespace: 'fraud', resourceVersion: '42' },
    });
    const refused = await declare('1', { profile: 'theirs' }).expect(400);
    expect(refused.body.error.message).toBe(
      'spec.hardware.profile "theirs" is not offered; choose one of: small-cpu, nvidia-a100, shared, ours',
    );
  });
});
