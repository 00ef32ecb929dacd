import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { AdoptedObject } from './DeclarationStore';

/**
 * Puts an object of others into the inventory of a declaration, by its UID and
 * as not applied yet: the next reconcile compares it with what is declared, and
 * what would restart what runs waits.
 *
 * @throws ConflictError when it is another declaration's
 */
export async function recordAdoption(
  transaction: Knex.Transaction,
  declarationId: string,
  cluster: string,
  { apiVersion, kind, namespace, name, uid }: AdoptedObject,
): Promise<void> {
  const key = { cluster, api_version: apiVersion, kind, namespace, name };
  const known = await transaction('inventory').where(key).first();
  if (known && known.declaration_id !== declarationId) {
    throw new ConflictError(
      `${kind} ${namespace}/${name} belongs to another asset already`,
    );
  }
  if (known) {
    await transaction('inventory')
      .where({ id: known.id })
      .update({ uid, applied_hash: null, applied: null, owned_hash: null });
    return;
  }
  await transaction('inventory').insert({
    ...key,
    declaration_id: declarationId,
    nonce: randomUUID(),
    uid,
    on_delete: 'delete',
    position: 0,
  });
}
