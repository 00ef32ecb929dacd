import { AssetManifests } from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { withRecord } from '../identity';
import { ClusterScope } from './ClusterScope';
import { placementOf } from './placement';

/** The objects that are, or would be, applied for an asset. */
export function assetManifests(
  {
    scope: { capabilities, projectIdentities },
    target,
  }: { scope: ClusterScope; target: Target },
  declaration: StoredDeclaration,
): AssetManifests {
  const placement = placementOf(declaration, capabilities);
  const { resolved } = declaration;
  const rendered = projectIdentities.addTo(
    withRecord(
      target.render(declaration, { ...placement, resolved }),
      declaration,
      target.id,
    ),
    declaration,
    placement.namespace,
  );
  return { target: target.id, objects: rendered.map(({ object }) => object) };
}
