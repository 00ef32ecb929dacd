import { useEntity } from '@backstage/plugin-catalog-react';
import { AssetRef, Kind } from '@greenroom/backstage-plugin-greenroom-common';
import { entityAssetRef } from '@greenroom/backstage-plugin-greenroom-react';

/**
 * The asset of the entity whose page this is.
 * @returns undefined when the entity stands for no asset of this kind
 */
export function useEntityAsset<K extends Kind>(
  kind: K,
): AssetRef<K> | undefined {
  return entityAssetRef(useEntity().entity, kind);
}
