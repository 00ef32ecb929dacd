import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ASSET,
  AssetRef,
  Kind,
  parseAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';

/** The asset of an entity's annotation `greenroom.dev/asset`, when it is of this kind. */
export function entityAssetRef<K extends Kind>(
  entity: Entity,
  kind: K,
): AssetRef<K> | undefined {
  const ref = parseAssetRef(
    entity.metadata.annotations?.[ANNOTATION_ASSET] ?? '',
  );
  return ref?.kind === kind ? (ref as AssetRef<K>) : undefined;
}
