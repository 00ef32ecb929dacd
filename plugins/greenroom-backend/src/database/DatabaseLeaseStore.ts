import { HeldLease, LeaseStore } from '@greenroom/controller-runtime';
import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

/** Milliseconds since the epoch by the database's clock: the replicas' own may differ. */
function databaseTime(knex: Knex): string {
  return isPostgres(knex)
    ? '(extract(epoch from clock_timestamp()) * 1000)::bigint'
    : "cast((julianday('now') - 2440587.5) * 86400000 as integer)";
}

/** Leases in the plugin's database, by its clock. Each change of holder raises the token. */
export class DatabaseLeaseStore implements LeaseStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async acquire(
    name: string,
    holder: string,
    durationMs: number,
  ): Promise<HeldLease | undefined> {
    const knex = this.#knex;
    const now = databaseTime(knex);
    await knex('leases')
      .insert({ name, holder: '', token: 0, expires_at: 0 })
      .onConflict('name')
      .ignore();
    const [taken] = await knex('leases')
      .where({ name })
      .whereRaw(`expires_at <= ${now}`)
      .update({
        holder,
        token: knex.raw('token + 1'),
        expires_at: knex.raw(`${now} + ?`, [durationMs]),
      })
      .returning<{ token: number }[]>('token');
    return taken && { name, holder, token: taken.token };
  }

  async renew(
    { name, holder, token }: HeldLease,
    durationMs: number,
  ): Promise<boolean> {
    const knex = this.#knex;
    const renewed = await knex('leases')
      .where({ name, holder, token })
      .update({
        expires_at: knex.raw(`${databaseTime(knex)} + ?`, [durationMs]),
      });
    return renewed > 0;
  }

  /** The token stays, so that the next holder's is larger. */
  async release({ name, holder, token }: HeldLease): Promise<void> {
    await this.#knex('leases')
      .where({ name, holder, token })
      .update({ expires_at: 0 });
  }
}
