import { pods, SeenPod } from '@greenroom/backstage-plugin-greenroom-node';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { placementOf } from './placement';
import { Realised } from './Realised';

/** The pods of an asset, as seen last; undefined when they have not been seen yet. */
export function podsOf(
  { scope, target }: Pick<Realised, 'scope' | 'target'>,
  declaration: StoredDeclaration,
): readonly SeenPod[] | undefined {
  const { capabilities, observer } = scope;
  const placement = placementOf(declaration, capabilities);
  const seen = observer.observations(target.interests(declaration, placement));
  return seen.known(pods) ? target.pods?.(declaration, seen) ?? [] : undefined;
}
