import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { EntityMapper } from './mapping';

/** Replaces how declarations of source *api* appear in the catalog. */
export interface GreenroomEntityMappingExtensionPoint {
  /**
   * The entities must keep the refs of `claimedEntityRefs`, since names are
   * reserved by them, and must carry no `spec.greenroom`.
   * @throws when a mapping was set already
   */
  setEntityMapping(mapping: EntityMapper): void;
}

export const greenroomEntityMappingExtensionPoint =
  createExtensionPoint<GreenroomEntityMappingExtensionPoint>({
    id: 'greenroom.entity-mapping',
  });
