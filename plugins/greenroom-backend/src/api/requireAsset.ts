import { ResourcePermission } from '@backstage/plugin-permission-common';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { assetRefOf } from './assetRef';
import { Caller } from './Caller';
import { RouterContext } from './RouterContext';

/**
 * The asset that a path names, for a caller who may read it and do what is
 * asked for. Throws as `Access.requireOn` does.
 */
export async function requireAsset(
  { access, store }: Pick<RouterContext, 'access' | 'store'>,
  caller: Caller,
  params: Parameters<typeof assetRefOf>[0],
  permission?: ResourcePermission,
): Promise<StoredDeclaration> {
  const ref = assetRefOf(params);
  return access.requireOn(caller, ref, await store.get(ref), permission);
}
