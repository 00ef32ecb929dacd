import {
  AssetRef,
  InvalidDeclarationError,
  namespaceOf,
  ResolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Engine } from '../reconcile/Engine';
import { AdoptedObject } from './DeclarationStore';

/**
 * The object of others that a declaration asks to take over: of its name, in
 * its project's namespace, and of the kind that it would be realised as.
 *
 * @throws InvalidDeclarationError when there is none, ConflictError when it may not be adopted
 */
export function adoptedObject(
  engine: Pick<Engine, 'adoptable'>,
  {
    ref,
    resolved,
    cluster,
  }: { ref: AssetRef; resolved: ResolvedStandards; cluster: string },
  id: string | undefined,
): AdoptedObject | undefined {
  if (id === undefined) return undefined;
  const found = engine.adoptable({ cluster, id });
  const namespace = namespaceOf({ project: ref.project, resolved });
  const fits =
    found?.kind === ref.kind &&
    found.object.name === ref.name &&
    found.object.namespace === namespace;
  if (!found || !fits) {
    throw new InvalidDeclarationError([
      {
        field: 'adopt',
        message: `is not the UID of an observed object that would be ${ref.kind} ${ref.name} in namespace ${namespace}; look at the list again`,
      },
    ]);
  }
  return found.object;
}
