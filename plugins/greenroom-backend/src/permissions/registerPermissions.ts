import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  greenroomAssetPermissions,
  greenroomClusterTakeover,
  greenroomFleetRead,
  greenroomProjectAdopt,
  greenroomProjectContribute,
  greenroomProjectCreate,
  parseAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { DeclarationStore } from '../declarations/DeclarationStore';
import { assetResourceRef, projectResourceRef } from './resources';
import { assetRules, projectRules } from './rules';

/** Tells the permission system of Greenroom's permissions, resource types and rules. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  store: Pick<DeclarationStore, 'get'>,
): void {
  registry.addPermissions([
    greenroomProjectCreate,
    greenroomProjectAdopt,
    greenroomFleetRead,
    greenroomClusterTakeover,
  ]);
  registry.addResourceType({
    resourceRef: assetResourceRef,
    permissions: greenroomAssetPermissions,
    rules: assetRules,
    getResources: refs =>
      Promise.all(
        refs.map(async text => {
          const ref = parseAssetRef(text);
          return ref && (await store.get(ref));
        }),
      ),
  });
  registry.addResourceType({
    resourceRef: projectResourceRef,
    permissions: [greenroomProjectContribute],
    rules: projectRules,
    getResources: projects =>
      Promise.all(
        projects.map(project =>
          store.get({ kind: 'Project', project, name: project }),
        ),
      ),
  });
}
