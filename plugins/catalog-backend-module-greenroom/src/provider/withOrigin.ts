import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';

/** Where entities come from that no file describes. */
const LOCATION = 'greenroom:api';

/**
 * Says where an entity comes from. Where to edit it is not said here: the form
 * would have to be filled by the address, and whoever reads the catalog would
 * read the spec without the permission to read the asset. The card has the link.
 */
export function withOrigin(entity: Entity): Entity {
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_LOCATION]: LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
      },
    },
  };
}
