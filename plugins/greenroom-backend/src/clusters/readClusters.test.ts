import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { aSite } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { readClusters } from './readClusters';

const read = async (clusters: object[], own: object, type = 'config') => {
  const logger = mockServices.logger.mock();
  const found = await readClusters(
    new ConfigReader({
      kubernetes: { clusterLocatorMethods: [{ type, clusters }] },
      greenroom: { clusters: own },
    }),
    logger,
  );
  return { found, logger };
};

const DEV = {
  name: 'dev',
  title: 'Development',
  url: 'https://127.0.0.1:6443',
  caData: Buffer.from('PEM').toString('base64'),
  serviceAccountToken: 'portal-reader',
};

describe('readClusters', () => {
  it("joins the Kubernetes plugin's cluster with our credential", async () => {
    const { found, logger } = await read([DEV], {
      dev: { serviceAccountToken: 'ours', simulated: true },
    });
    expect(found).toEqual([
      {
        name: 'dev',
        title: 'Development',
        simulated: true,
        site: aSite(),
        connection: {
          name: 'dev',
          server: 'https://127.0.0.1:6443',
          ca: 'PEM',
          skipTlsVerify: undefined,
          token: 'ours',
        },
      },
    ]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it.each([
    'arn:aws:eks:eu-central-1:1:cluster/ml',
    'ml.example.org',
    'my lab',
  ])('takes the name %s, which is no key of a path', async name => {
    const { found } = await read([{ ...DEV, name }], {
      [name]: { serviceAccountToken: 'ours' },
    });
    expect(found).toMatchObject([{ name, connection: { token: 'ours' } }]);
    expect((await read([{ ...DEV, name }], {})).found).toMatchObject([
      { name, misconfigured: expect.stringContaining('No credential') },
    ]);
  });

  it('reads where the identities of projects are, and whether there are any', async () => {
    const own = (projectIdentities: object) => ({
      dev: { serviceAccountToken: 'ours', projectIdentities },
    });
    expect(
      (await read([DEV], own({ enabled: false, namespace: 'ml-system' })))
        .found,
    ).toMatchObject([
      { projectIdentities: { enabled: false, namespace: 'ml-system' } },
    ]);
    expect((await read([DEV], own({ enabled: 'maybe' }))).found).toMatchObject([
      {
        misconfigured: expect.stringContaining('projectIdentities.enabled'),
      },
    ]);
  });

  it('reads who makes the namespaces of projects', async () => {
    const readNamespaces = async (projectNamespaces: string) =>
      (
        await read([DEV], {
          dev: { serviceAccountToken: 'ours', projectNamespaces },
        })
      ).found;
    expect(await readNamespaces('ProjectRequest')).toMatchObject([
      { projectNamespaces: 'ProjectRequest' },
    ]);
    expect(await readNamespaces('projects')).toMatchObject([
      {
        misconfigured:
          'greenroom.clusters.dev.projectNamespaces: must be one of Namespace, ProjectRequest, not "projects"',
      },
    ]);
  });

  it("never falls back to the Kubernetes plugin's token", async () => {
    const { found } = await read([DEV], {});
    expect(found).toEqual([
      {
        name: 'dev',
        title: 'Development',
        simulated: false,
        misconfigured: expect.stringContaining(
          'greenroom.clusters.dev.serviceAccountToken',
        ),
      },
    ]);
  });

  it('warns when both tokens are the same, without showing it', async () => {
    const { logger } = await read([DEV], {
      dev: { serviceAccountToken: 'portal-reader' },
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('use the same token'),
    );
    expect(JSON.stringify(logger.warn.mock.calls)).not.toContain(
      'portal-reader',
    );
  });

  it('warns when it is told not to verify who answers', async () => {
    const own = { dev: { serviceAccountToken: 'ours' } };
    const { found, logger } = await read(
      [{ ...DEV, skipTLSVerify: true }],
      own,
    );
    expect(found).toMatchObject([{ connection: { skipTlsVerify: true } }]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('its certificate is not verified'),
    );
  });

  it('says of other locators what to do', async () => {
    const { found } = await read([], {}, 'gke');
    expect(found).toEqual([
      expect.objectContaining({
        name: expect.stringContaining('gke'),
        misconfigured: expect.stringContaining("'type: config'"),
      }),
    ]);
  });

  it('reads who may reach the pods of projects', async () => {
    const network = { namespaces: ['kubeflow'], addresses: ['10.0.0.0/24'] };
    const readNetwork = async (value: object) =>
      (await read([DEV], { dev: { serviceAccountToken: 'a', network: value } }))
        .found;
    expect(await readNetwork(network)).toMatchObject([{ site: { network } }]);
    expect(await readNetwork({ addresses: ['10.0.0.1'] })).toMatchObject([
      {
        misconfigured:
          'greenroom.clusters.dev.network.addresses.0: must be a range such as "10.0.0.0/24"',
      },
    ]);
  });

  it('reads where Open Data Hub is, and knows its usual places', async () => {
    const readOdh = async (openDataHub?: object) =>
      (await read([DEV], { dev: { serviceAccountToken: 'a', openDataHub } }))
        .found;
    expect(await readOdh()).toMatchObject([
      {
        site: {
          openDataHub: {
            namespaces: ['opendatahub', 'redhat-ods-applications'],
          },
        },
      },
    ]);
    expect(await readOdh({ namespaces: ['odh'] })).toMatchObject([
      { site: { openDataHub: { namespaces: ['odh'] } } },
    ]);
    expect(await readOdh({ namespaces: ['A'] })).toMatchObject([
      {
        misconfigured: expect.stringContaining(
          'greenroom.clusters.dev.openDataHub.namespaces.0: must consist of',
        ),
      },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['user', 'system:{name}', 'user: must not begin with "system:"'],
    ['group', 'everybody', 'group: must contain "{name}"'],
    [
      'identities',
      { 'group:default/platform': 'system:masters' },
      'identities.group:default/platform: must not begin with "system:"',
    ],
    ['identities', { Dana: 'dana' }, 'identities.Dana: '],
  ])('refuses members.%s %j', async (key, value, message) => {
    const { found } = await read([DEV], {
      dev: { serviceAccountToken: 'a', members: { [key]: value } },
    });
    expect(found).toMatchObject([
      {
        misconfigured: expect.stringContaining(
          `greenroom.clusters.dev.members.${message}`,
        ),
      },
    ]);
  });

  it('makes only the wrong cluster unusable', async () => {
    const unreadable = { ...DEV, caData: undefined, caFile: '/does/not/exist' };
    const { found } = await read([{ name: 'broken' }, unreadable], {
      broken: { serviceAccountToken: 'a' },
      dev: { serviceAccountToken: 'b' },
    });
    expect(found).toEqual([
      expect.objectContaining({
        name: 'broken',
        misconfigured: expect.stringContaining('url'),
      }),
      expect.objectContaining({
        name: 'dev',
        misconfigured: expect.stringContaining('/does/not/exist'),
      }),
    ]);
  });
});
