/*
 * Which clusters this database has written to: so that another installation, a
 * restored backup and a replaced cluster are told from what belongs together.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('cluster_identities', table => {
    table.comment('What was last recorded on each cluster, in its Lease');
    table.string('cluster', 100).primary();
    table.string('installation', 255).notNullable();
    table
      .string('kube_system_uid', 36)
      .notNullable()
      .comment('Stays the same as long as the cluster lives');
    table.integer('epoch').notNullable().comment('Raised by each takeover');
    table
      .integer('sequence')
      .notNullable()
      .comment('Of the change feed; stored here before it is stored there');
    table.string('updated_at', 30).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cluster_identities');
};
