import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import { StoredDeclaration } from './DeclarationStore';

export function isOfKind<K extends Kind>(
  declaration: StoredDeclaration,
  kind: K,
): declaration is StoredDeclaration<K> {
  return declaration.kind === kind;
}
