/* What owners were told last of each asset, so that nobody is told twice. */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('statuses', table => {
    table
      .text('notified')
      .nullable()
      .comment('By topic, of which occurrence its owner was told, and when');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // On SQLite, Knex would make the table anew, and drop what refers to it.
  await knex.raw('alter table ?? drop column ??', ['statuses', 'notified']);
};
