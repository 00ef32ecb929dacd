import { Entity } from '@backstage/catalog-model';
import {
  ENTITY_MAPPING,
  Kind,
} from '@greenroom/backstage-plugin-greenroom-common';
import { entityAssetRef } from '@greenroom/backstage-plugin-greenroom-react';

/** Whether an entity is the one that carries the cards of an asset of this kind, not a companion. */
function standsFor(entity: Entity, kind: Kind): boolean {
  return (
    entity.kind === ENTITY_MAPPING[kind].kind &&
    entityAssetRef(entity, kind) !== undefined
  );
}

/** Conditions for `EntitySwitch`. */
export const isProjectEntity = (entity: Entity) => standsFor(entity, 'Project');
export const isWorkbenchEntity = (entity: Entity) =>
  standsFor(entity, 'Workbench');
export const isConnectionEntity = (entity: Entity) =>
  standsFor(entity, 'Connection');
export const isModelServerEntity = (entity: Entity) =>
  standsFor(entity, 'ModelServer');
