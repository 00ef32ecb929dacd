import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_ASSET,
  RESOURCE_TYPE_PROJECT,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  AssetCondition,
  StoredDeclaration,
} from '../declarations/DeclarationStore';

/** Assets; a resource ref is `Workbench:fraud/explore`. */
export const assetResourceRef = createPermissionResourceRef<
  StoredDeclaration,
  AssetCondition
>().with({ pluginId: 'greenroom', resourceType: RESOURCE_TYPE_ASSET });

/** Projects as parents of assets; a resource ref is the project's name. */
export const projectResourceRef = createPermissionResourceRef<
  StoredDeclaration,
  AssetCondition
>().with({ pluginId: 'greenroom', resourceType: RESOURCE_TYPE_PROJECT });
