import { Knex } from 'knex';

/** PostgreSQL has several writers at once; SQLite, the other one, never has. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
