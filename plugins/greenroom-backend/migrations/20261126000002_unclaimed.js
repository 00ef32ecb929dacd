/*
 * Since when the entity that declares something is not in the catalog: what it
 * declared goes on as it is.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('declarations', table => {
    table
      .string('unclaimed_since', 30)
      .nullable()
      .comment('ISO 8601; null while its source says it');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('declarations', table => {
    table.dropColumn('unclaimed_since');
  });
};
