import { createPermission } from '@backstage/plugin-permission-common';

/** Resource types of Greenroom's permissions. */
export const RESOURCE_TYPE_PROJECT = 'greenroom-project';
export const RESOURCE_TYPE_ASSET = 'greenroom-asset';

const onAsset = (verb: string, action: 'read' | 'update' | 'delete') =>
  createPermission({
    name: `greenroom.asset.${verb}`,
    attributes: { action },
    resourceType: RESOURCE_TYPE_ASSET,
  });

export const greenroomAssetRead = onAsset('read', 'read');
export const greenroomAssetUpdate = onAsset('update', 'update');
export const greenroomAssetDelete = onAsset('delete', 'delete');
/** Start, stop, restart. */
export const greenroomAssetOperate = onAsset('operate', 'update');

/** Read the token that lets into a workbench: whoever has it runs code there. */
export const greenroomAssetAccess = onAsset('access', 'update');

/** Read what its containers print: that may be anything that it works with. */
export const greenroomAssetLogs = onAsset('logs', 'read');

/** Create assets in a project: decided on the parent, since the asset does not exist yet. */
export const greenroomProjectContribute = createPermission({
  name: 'greenroom.project.contribute',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PROJECT,
});

export const greenroomProjectCreate = createPermission({
  name: 'greenroom.project.create',
  attributes: { action: 'create' },
});

/** Make an existing namespace a project's: whoever may could take any that is not the platform's. */
export const greenroomProjectAdopt = createPermission({
  name: 'greenroom.project.adopt',
  attributes: { action: 'create' },
});

/** Capacity, clusters, and lists over all projects. */
export const greenroomFleetRead = createPermission({
  name: 'greenroom.fleet.read',
  attributes: { action: 'read' },
});

/** Let this installation write to a cluster that another one, or an older database, holds; and import from it. */
export const greenroomClusterTakeover = createPermission({
  name: 'greenroom.cluster.takeover',
  attributes: { action: 'update' },
});

export const greenroomAssetPermissions = [
  greenroomAssetRead,
  greenroomAssetUpdate,
  greenroomAssetDelete,
  greenroomAssetOperate,
  greenroomAssetAccess,
  greenroomAssetLogs,
];
export const greenroomPermissions = [
  ...greenroomAssetPermissions,
  greenroomProjectContribute,
  greenroomProjectCreate,
  greenroomProjectAdopt,
  greenroomFleetRead,
  greenroomClusterTakeover,
];
