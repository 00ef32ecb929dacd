import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ASSET,
  Asset,
  ENTITY_MAPPING,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';

/** The catalog entity that shows an asset. */
export function entityOf(asset: Asset): Entity {
  const { kind, type } = ENTITY_MAPPING[asset.kind];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name: asset.name,
      namespace: asset.project,
      annotations: { [ANNOTATION_ASSET]: stringifyAssetRef(asset) },
    },
    spec: { owner: asset.owner, ...(type && { type }) },
  };
}
