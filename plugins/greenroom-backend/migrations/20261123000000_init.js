/*
 * Declarations, their revisions and change feed; what was applied for them
 * (inventory, realisations); and what is observed of them (statuses).
 * Times are ISO 8601 text, JSON is text: the same on SQLite and PostgreSQL.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('declarations', table => {
    table.comment('What people want; the only input of the reconciler');
    table.string('id', 36).primary();
    table.string('kind', 63).notNullable();
    table.string('project', 63).notNullable().index();
    table.string('name', 63).notNullable();
    table.text('spec').notNullable();
    table
      .text('resolved')
      .notNullable()
      .comment('Standards as recorded with the revision');
    table.string('source_type', 20).notNullable();
    table.string('source_entity', 255).nullable().index();
    table.text('source_location').nullable();
    table.integer('revision').notNullable();
    table.string('owner', 255).notNullable().index();
    table.string('cluster', 100).notNullable().index();
    table
      .text('run_state')
      .nullable()
      .comment('Last wanted run state, used only when objects are created');
    table.text('deletion').nullable();
    table.string('created_at', 30).notNullable();
    table.string('updated_at', 30).notNullable();
    table.unique(['kind', 'project', 'name']);
  });

  await knex.schema.createTable('revisions', table => {
    table.comment('Every spec that was ever declared, with author and reason');
    table
      .string('declaration_id', 36)
      .notNullable()
      .references('id')
      .inTable('declarations')
      .onDelete('CASCADE');
    table.integer('revision').notNullable();
    table.text('spec').notNullable();
    table.text('author').notNullable().comment('Who, or which location');
    table.text('reason').nullable();
    table.string('at', 30).notNullable();
    table.primary(['declaration_id', 'revision']);
  });

  await knex.schema.createTable('entity_claims', table => {
    table.comment(
      'Catalog entity refs that assets claim; unique over all kinds',
    );
    table.string('entity_ref', 255).primary();
    table
      .string('declaration_id', 36)
      .notNullable()
      .references('id')
      .inTable('declarations')
      .onDelete('CASCADE');
    table.index(['declaration_id']);
  });

  await knex.schema.createTable('changes', table => {
    table.comment('Change feed: the last change of each asset');
    table.increments('sequence');
    table.string('type', 10).notNullable();
    table.string('ref', 255).notNullable().unique();
    table.string('declaration_id', 36).notNullable();
  });

  await knex.schema.createTable('idempotency_keys', table => {
    table.comment('What a PUT with an Idempotency-Key answered');
    table.string('caller', 255).notNullable();
    table.string('key', 255).notNullable();
    table.string('request_hash', 64).notNullable();
    table.string('declaration_id', 36).notNullable();
    table.string('at', 30).notNullable();
    table.primary(['caller', 'key']);
  });

  await knex.schema.createTable('realisations', table => {
    table.comment('How far the cluster was brought to a declaration');
    table
      .string('declaration_id', 36)
      .primary()
      .references('id')
      .inTable('declarations')
      .onDelete('CASCADE');
    table.string('target', 63).nullable().comment('Fixed once chosen');
    table.integer('applied_revision').notNullable().defaultTo(0);
    table.text('failure').nullable();
  });

  await knex.schema.createTable('inventory', table => {
    table.comment('Objects that we applied; the only thing prune may touch');
    table.increments('id');
    table
      .string('declaration_id', 36)
      .notNullable()
      .references('id')
      .inTable('declarations')
      .onDelete('CASCADE');
    table.string('cluster', 100).notNullable();
    table.string('api_version', 100).notNullable();
    table.string('kind', 100).notNullable();
    table
      .string('namespace', 63)
      .notNullable()
      .defaultTo('')
      .comment('Empty for cluster-scoped kinds');
    table.string('name', 253).notNullable();
    table
      .string('nonce', 36)
      .notNullable()
      .comment('Written before the first apply, carried by the object');
    table
      .string('uid', 36)
      .nullable()
      .comment('Null until the first apply was answered');
    table.string('applied_hash', 64).nullable();
    table.string('on_delete', 10).notNullable();
    table
      .integer('position')
      .notNullable()
      .comment('Apply order; deletion goes in reverse');
    table.unique(['cluster', 'api_version', 'kind', 'namespace', 'name']);
    table.index(['declaration_id']);
  });

  await knex.schema.createTable('statuses', table => {
    table.comment('What is observed of each declaration');
    table
      .string('declaration_id', 36)
      .primary()
      .references('id')
      .inTable('declarations')
      .onDelete('CASCADE');
    table.string('phase', 20).notNullable().index();
    table.text('status').notNullable();
    table.integer('sequence').notNullable().index();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'statuses',
    'inventory',
    'realisations',
    'idempotency_keys',
    'changes',
    'entity_claims',
    'revisions',
    'declarations',
  ]) {
    await knex.schema.dropTable(table);
  }
};
