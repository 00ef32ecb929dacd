/*
 * What several replicas and a drift-proof apply need: who holds a cluster
 * (leases), one numbering of status changes over all replicas (counters), what
 * was applied and how it looked right after (inventory), and changes that wait
 * because they would restart something (realisations).
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('leases', table => {
    table.comment(
      'Which replica reconciles a cluster; times are the database’s',
    );
    table.string('name', 100).primary();
    table.string('holder', 100).notNullable();
    table
      .integer('token')
      .notNullable()
      .comment('Raised with each change of holder; fences writes of old ones');
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds since the epoch');
  });

  await knex.schema.createTable('counters', table => {
    table.string('name', 63).primary();
    table.bigInteger('value').notNullable();
  });
  const [{ last }] = await knex('statuses').max('sequence as last');
  await knex('counters').insert({ name: 'statuses', value: last ?? 0 });

  await knex.schema.alterTable('inventory', table => {
    table
      .text('applied')
      .nullable()
      .comment('What was rendered at the last complete apply');
    table
      .string('owned_hash', 40)
      .nullable()
      .comment('Hash of the fields that we owned right after it');
    table
      .string('object_version', 40)
      .nullable()
      .comment('resourceVersion right after it');
    table
      .integer('corrections')
      .notNullable()
      .defaultTo(0)
      .comment('How often in a row a change by somebody else was put back');
    table.string('corrected_at', 30).nullable();
  });

  await knex.schema.alterTable('realisations', table => {
    table
      .text('held_update')
      .nullable()
      .comment('A change that waits, because it restarts what runs');
  });

  await knex.schema.alterTable('declarations', table => {
    table
      .text('consent')
      .nullable()
      .comment('Who agreed, and when, that a waiting change is applied');
  });
};

const ADDED = {
  declarations: ['consent'],
  realisations: ['held_update'],
  inventory: [
    'applied',
    'owned_hash',
    'object_version',
    'corrections',
    'corrected_at',
  ],
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const [table, columns] of Object.entries(ADDED)) {
    for (const column of columns) {
      // On SQLite, Knex would make the table anew, and drop what refers to it.
      await knex.raw('alter table ?? drop column ??', [table, column]);
    }
  }
  await knex.schema.dropTable('counters');
  await knex.schema.dropTable('leases');
};
