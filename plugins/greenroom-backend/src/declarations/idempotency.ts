import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';

/** What tells a repeated call from a new one. */
export interface Idempotency {
  /** Who calls: keys of different callers never meet. */
  caller: string;
  key: string;
  /** SHA-256 of everything that was asked for. */
  requestHash: string;
}

const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;

/**
 * The declaration that a call with this key was answered with.
 * @throws ConflictError when the key was used for something else
 */
export async function findAnswered(
  transaction: Knex.Transaction,
  idempotency: Idempotency | undefined,
): Promise<string | undefined> {
  if (!idempotency) return undefined;
  const { caller, key, requestHash } = idempotency;
  const row = await transaction('idempotency_keys')
    .where({ caller, key })
    .first();
  if (!row) return undefined;
  if (row.request_hash !== requestHash) {
    throw new ConflictError(
      `Idempotency-Key "${key}" was used for another request; use a new one`,
    );
  }
  return row.declaration_id;
}

/** Keeps the key for a week, and forgets those that are older. */
export async function rememberKey(
  transaction: Knex.Transaction,
  idempotency: Idempotency | undefined,
  declarationId: string,
): Promise<void> {
  if (!idempotency) return;
  const now = Date.now();
  await transaction('idempotency_keys')
    .where('at', '<', new Date(now - KEPT_FOR_MS).toISOString())
    .delete();
  await transaction('idempotency_keys').insert({
    caller: idempotency.caller,
    key: idempotency.key,
    request_hash: idempotency.requestHash,
    declaration_id: declarationId,
    at: new Date(now).toISOString(),
  });
}
