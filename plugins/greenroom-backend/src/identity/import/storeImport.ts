import { claimedEntityRefs } from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { recordChange, takeTurn } from '../../declarations/changeFeed';
import { DeclarationRow, sourceColumns } from '../../declarations/rows';
import { DeclaredRecord } from '../declaredRecord';
import { keyOf, PlannedImport, Stored } from './planImport';

export interface ImportContext {
  cluster: string;
  /** Who imports. */
  by: string;
}

/** Data that outlives its declaration: until it is rendered again, it is not known to be otherwise. */
const RETAINED = new Set(['Namespace', 'PersistentVolumeClaim']);

/** What the database has, as far as an import from this cluster is concerned. */
export async function readStored(knex: Knex, cluster: string): Promise<Stored> {
  const declarations = await knex<DeclarationRow>('declarations').select(
    'id',
    'kind',
    'project',
    'name',
    'revision',
  );
  const claims = await knex('entity_claims').select(
    'entity_ref',
    'declaration_id',
  );
  const rows = await knex('inventory')
    .where({ cluster })
    .select(
      'declaration_id',
      'api_version',
      'kind',
      'namespace',
      'name',
      'uid',
    );
  return {
    declarations: declarations as Stored['declarations'][number][],
    claims: new Map(
      claims.map(({ entity_ref: ref, declaration_id: id }) => [ref, id]),
    ),
    inventory: new Map(
      rows.map(({ api_version: apiVersion, declaration_id, uid, ...row }) => [
        keyOf({ apiVersion, ...row }),
        { declarationId: declaration_id, uid: uid ?? undefined },
      ]),
    ),
  };
}

/**
 * Stores declarations and inventory as the cluster has them: ids, revisions,
 * nonces and UIDs stay. That an object was applied completely is not known, so
 * the next reconcile looks at each and applies it; the UID keeps it from making
 * doubles.
 */
export async function storeImport(
  knex: Knex,
  planned: readonly PlannedImport[],
  context: ImportContext,
): Promise<void> {
  await knex.transaction(async transaction => {
    await takeTurn(transaction);
    for (const each of planned) {
      const { record } = each;
      if (record) await storeDeclaration(transaction, each, record, context);
      await storeInventory(transaction, each, context);
      await recordChange(transaction, 'upserted', each);
    }
  });
}

async function storeDeclaration(
  transaction: Knex.Transaction,
  { id, action, createdAt }: PlannedImport,
  record: DeclaredRecord,
  { by, cluster }: ImportContext,
): Promise<void> {
  const { kind, project, name, revision, owner, source, target } = record;
  const at = new Date().toISOString();
  const spec = JSON.stringify(record.spec);
  const columns = {
    ...sourceColumns(source),
    spec,
    resolved: JSON.stringify(record.resolved ?? {}),
    revision,
    owner,
    cluster,
    updated_at: at,
  };
  if (action === 'update') {
    await transaction('declarations').where({ id }).update(columns);
  } else {
    await transaction('declarations').insert({
      id,
      kind,
      project,
      name,
      ...columns,
      created_at: iso(createdAt),
    });
    await transaction('entity_claims').insert(
      claimedEntityRefs(record).map(entity_ref => ({
        entity_ref,
        declaration_id: id,
      })),
    );
  }
  await transaction('revisions').insert({
    declaration_id: id,
    revision,
    spec,
    author: 'import',
    reason: `Imported from cluster ${cluster} by ${by}`,
    at,
  });
  await transaction('realisations')
    .insert({ declaration_id: id, target: target ?? null, applied_revision: 0 })
    .onConflict('declaration_id')
    .ignore();
}

async function storeInventory(
  transaction: Knex.Transaction,
  { id, rows }: PlannedImport,
  { cluster }: ImportContext,
): Promise<void> {
  if (!rows.length) return;
  const [{ last }] = await transaction('inventory')
    .where({ declaration_id: id })
    .max('position as last');
  const first = last === null ? 0 : Number(last) + 1;
  await transaction('inventory')
    .insert(
      rows.map((row, index) => ({
        declaration_id: id,
        cluster,
        api_version: row.apiVersion,
        kind: row.kind,
        namespace: row.namespace ?? '',
        name: row.name,
        nonce: row.nonce,
        uid: row.uid,
        applied_hash: null,
        applied: null,
        owned_hash: null,
        object_version: null,
        on_delete: RETAINED.has(row.kind) ? 'retain' : 'delete',
        position: first + index,
      })),
    )
    .onConflict(['cluster', 'api_version', 'kind', 'namespace', 'name'])
    .merge();
}

/** Kubernetes leaves out milliseconds, which our own times have. */
function iso(time: string): string {
  return new Date(time).toISOString();
}
