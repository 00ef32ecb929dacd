import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

/** What a holder of a lease shows at each write: an old holder's token is too small. */
export interface Fence {
  /** Name of the lease. */
  name: string;
  token: number;
}

/** Another replica holds the cluster now, so nothing was written. */
export class FencedError extends Error {
  constructor({ name, token }: Fence) {
    super(
      `Another replica has taken over cluster '${name}' since lease ${token}; nothing was written`,
    );
    this.name = 'FencedError';
  }
}

/**
 * Lets a transaction go on only while the lease is held.
 *
 * @throws FencedError
 */
export async function checkFence(
  transaction: Knex.Transaction,
  fence: Fence,
): Promise<void> {
  const lease = transaction('leases')
    .where({ ...fence })
    .first('token');
  // Shared: whoever takes over waits until this is committed.
  if (isPostgres(transaction)) lease.forShare();
  if (!(await lease)) throw new FencedError(fence);
}

/**
 * Writes as the holder of a lease, or not at all.
 *
 * @throws FencedError
 */
export function fenced<T>(
  knex: Knex,
  fence: Fence,
  write: (transaction: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return knex.transaction(async transaction => {
    await checkFence(transaction, fence);
    return write(transaction);
  });
}
