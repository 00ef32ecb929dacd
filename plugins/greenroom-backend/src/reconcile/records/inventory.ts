import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  KubernetesObject,
  Manifest,
} from '@greenroom/backstage-plugin-greenroom-node';
import { InventoryRow } from './InventoryRow';

interface Row {
  id: number;
  declaration_id: string;
  cluster: string;
  api_version: string;
  kind: string;
  namespace: string;
  name: string;
  nonce: string;
  uid: string | null;
  applied_hash: string | null;
  applied: string | null;
  owned_hash: string | null;
  object_version: string | null;
  corrections: number;
  corrected_at: string | null;
  on_delete: InventoryRow['onDelete'];
  position: number;
}

/** All but `applied`, which is large and seldom needed. */
const COLUMNS = [
  'id',
  'declaration_id',
  'cluster',
  'api_version',
  'kind',
  'namespace',
  'name',
  'nonce',
  'uid',
  'applied_hash',
  'owned_hash',
  'object_version',
  'corrections',
  'corrected_at',
  'on_delete',
  'position',
] as const;

/** A row as it is after an apply, with what was rendered. */
export interface AppliedRow extends InventoryRow {
  applied: KubernetesObject;
}

/** The objects of some declarations in apply order. */
export async function inventoryOf(
  knex: Knex,
  ...declarationIds: readonly string[]
): Promise<InventoryRow[]> {
  const rows = await knex<Row>('inventory')
    .whereIn('declaration_id', declarationIds)
    .orderBy(['position', 'id'])
    .select(...COLUMNS);
  return rows.map(fromRow);
}

/** An object that is about to be applied. */
export interface Intent {
  manifest: Manifest;
  position: number;
}

/**
 * Notes that objects are about to be applied. Answers the row of each, in order;
 * undefined where another declaration has the object.
 */
export async function intend(
  knex: Knex,
  intents: readonly (Intent & {
    declaration: { id: string; cluster: string };
  })[],
): Promise<(InventoryRow | undefined)[]> {
  if (!intents.length) return [];
  const wanted = intents.map(
    ({ declaration, manifest: { object, onDelete }, position }) => ({
      declaration_id: declaration.id,
      cluster: declaration.cluster,
      api_version: object.apiVersion,
      kind: object.kind,
      namespace: object.metadata.namespace ?? '',
      name: object.metadata.name,
      nonce: randomUUID(),
      on_delete: onDelete,
      position,
    }),
  );
  const inserted = await knex<Row>('inventory')
    .insert(wanted)
    .onConflict(['cluster', 'api_version', 'kind', 'namespace', 'name'])
    .ignore()
    .returning([...COLUMNS]);
  const rows =
    inserted.length === wanted.length
      ? inserted
      : await knex<Row>('inventory')
          .whereIn('declaration_id', [
            ...new Set(wanted.map(({ declaration_id: id }) => id)),
          ])
          .select(...COLUMNS);
  const known = new Map(rows.map(row => [keyOf(row), fromRow(row)]));
  return wanted.map(row => known.get(keyOf(row)));
}

function keyOf(
  row: Pick<
    Row,
    'declaration_id' | 'api_version' | 'kind' | 'namespace' | 'name'
  >,
): string {
  return JSON.stringify([
    row.declaration_id,
    row.api_version,
    row.kind,
    row.namespace,
    row.name,
  ]);
}

/** Stores how objects are after an apply. */
export async function recordApplied(
  knex: Knex,
  rows: readonly AppliedRow[],
): Promise<void> {
  if (!rows.length) return;
  await knex<Row>('inventory')
    .insert(
      rows.map(row => ({
        ...toRow(row),
        applied: JSON.stringify(row.applied),
      })),
    )
    .onConflict('id')
    .merge();
}

/** What was rendered at the last complete apply of a row; undefined when it is not known. */
export async function lastApplied(
  knex: Knex,
  { id }: InventoryRow,
): Promise<KubernetesObject | undefined> {
  const row = await knex<Row>('inventory').where({ id }).first('applied');
  return row?.applied ? JSON.parse(row.applied) : undefined;
}

/**
 * The object has gone and will be made again. It gets a new nonce: a copy of
 * the old object that somebody restores is not ours.
 */
export async function forgetObject(
  knex: Knex,
  row: InventoryRow,
): Promise<InventoryRow> {
  const fresh: InventoryRow = {
    ...row,
    nonce: randomUUID(),
    uid: undefined,
    appliedHash: undefined,
    ownedHash: undefined,
    objectVersion: undefined,
  };
  await knex<Row>('inventory')
    .where({ id: row.id })
    .update({ ...toRow(fresh), applied: null });
  return fresh;
}

export async function removeRow(knex: Knex, row: InventoryRow): Promise<void> {
  await knex<Row>('inventory').where({ id: row.id }).delete();
}

function toRow(row: InventoryRow): Omit<Row, 'applied'> {
  return {
    id: row.id,
    declaration_id: row.declarationId,
    cluster: row.cluster,
    api_version: row.apiVersion,
    kind: row.kind,
    namespace: row.namespace ?? '',
    name: row.name,
    nonce: row.nonce,
    uid: row.uid ?? null,
    applied_hash: row.appliedHash ?? null,
    owned_hash: row.ownedHash ?? null,
    object_version: row.objectVersion ?? null,
    corrections: row.corrections,
    corrected_at: row.correctedAt ?? null,
    on_delete: row.onDelete,
    position: row.position,
  };
}

function fromRow(row: Omit<Row, 'applied'>): InventoryRow {
  return {
    id: row.id,
    declarationId: row.declaration_id,
    cluster: row.cluster,
    apiVersion: row.api_version,
    kind: row.kind,
    namespace: row.namespace || undefined,
    name: row.name,
    nonce: row.nonce,
    uid: row.uid ?? undefined,
    appliedHash: row.applied_hash ?? undefined,
    ownedHash: row.owned_hash ?? undefined,
    objectVersion: row.object_version ?? undefined,
    corrections: row.corrections,
    correctedAt: row.corrected_at ?? undefined,
    onDelete: row.on_delete,
    position: row.position,
  };
}
