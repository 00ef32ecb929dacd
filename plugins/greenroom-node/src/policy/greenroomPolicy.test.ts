import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  greenroomAssetAccess,
  greenroomAssetDelete,
  greenroomAssetLogs,
  greenroomAssetOperate,
  greenroomAssetRead,
  greenroomAssetUpdate,
  greenroomClusterTakeover,
  greenroomProjectAdopt,
  greenroomFleetRead,
  greenroomPermissions,
  greenroomProjectContribute,
  greenroomProjectCreate,
} from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomPolicy, GreenroomPolicyOptions } from './greenroomPolicy';

const owners = ['user:default/dana', 'group:default/fraud'];
const dana = {
  credentials: mockCredentials.user('user:default/dana'),
  info: { userEntityRef: 'user:default/dana', ownershipEntityRefs: owners },
};
const next: PermissionPolicy = {
  handle: async () => ({ result: AuthorizeResult.DENY }),
};
const decide = (permission: Permission, options?: GreenroomPolicyOptions) =>
  greenroomPolicy(next, options).handle({ permission }, dana);

describe('greenroomPolicy', () => {
  it.each([greenroomAssetRead, greenroomFleetRead, greenroomProjectCreate])(
    'opens $name to whoever is signed in',
    async permission => {
      expect(await decide(permission)).toEqual({
        result: AuthorizeResult.ALLOW,
      });
    },
  );

  it.each([
    greenroomAssetUpdate,
    greenroomAssetDelete,
    greenroomAssetOperate,
    greenroomAssetAccess,
    greenroomAssetLogs,
    greenroomProjectContribute,
  ])('leaves $name to owners', async permission => {
    const { resourceType } = permission;
    expect(await decide(permission)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'greenroom',
      resourceType,
      conditions: { rule: 'IS_OWNER', resourceType, params: { owners } },
    });
  });

  it('can restrict who creates projects', async () => {
    const projectCreators = ['group:default/platform'];
    expect(await decide(greenroomProjectCreate, { projectCreators })).toEqual({
      result: AuthorizeResult.DENY,
    });
    expect(
      await decide(greenroomProjectCreate, { projectCreators: owners }),
    ).toEqual({ result: AuthorizeResult.ALLOW });
  });

  it('lets nobody take over a cluster but those who are named', async () => {
    expect(await decide(greenroomClusterTakeover)).toEqual({
      result: AuthorizeResult.DENY,
    });
    expect(
      await decide(greenroomClusterTakeover, {
        clusterAdministrators: ['group:default/platform'],
      }),
    ).toEqual({ result: AuthorizeResult.DENY });
    expect(
      await decide(greenroomProjectAdopt, { clusterAdministrators: owners }),
    ).toEqual({ result: AuthorizeResult.ALLOW });
    expect(await decide(greenroomProjectAdopt)).toEqual({
      result: AuthorizeResult.DENY,
    });
    expect(
      await decide(greenroomClusterTakeover, { clusterAdministrators: owners }),
    ).toEqual({ result: AuthorizeResult.ALLOW });
  });

  it('denies everything to nobody, and what it does not know to everybody', async () => {
    const policy = greenroomPolicy({
      handle: async () => ({ result: AuthorizeResult.ALLOW }),
    });
    for (const permission of greenroomPermissions) {
      expect(await policy.handle({ permission })).toEqual({
        result: AuthorizeResult.DENY,
      });
    }
    const unknown = createPermission({
      name: 'greenroom.cluster.paint',
      attributes: {},
    });
    expect(await policy.handle({ permission: unknown }, dana)).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('leaves all other permissions to the next policy, with the user', async () => {
    const handle = jest.fn<
      Promise<PolicyDecision>,
      Parameters<PermissionPolicy['handle']>
    >(async () => ({ result: AuthorizeResult.ALLOW }));
    const permission = createPermission({
      name: 'catalog.entity.read',
      attributes: { action: 'read' },
    });
    expect(
      await greenroomPolicy({ handle }).handle({ permission }, dana),
    ).toEqual({ result: AuthorizeResult.ALLOW });
    expect(handle).toHaveBeenCalledWith({ permission }, dana);
  });
});
