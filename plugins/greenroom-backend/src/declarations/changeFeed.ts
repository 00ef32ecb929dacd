import {
  AssetRef,
  DeclarationChange,
  DeclarationChanges,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { isPostgres } from '../database/isPostgres';
import { ChangedDeclaration } from './DeclarationStore';
import { JoinedRow, toDeclaration } from './rows';

interface ChangeRow {
  sequence: number;
  type: DeclarationChange['type'];
  ref: string;
  declaration_id: string;
}

/**
 * Lets writers take turns; call it first in the transaction. Where sequences
 * are given out before the commit (PostgreSQL), a reader could otherwise pass
 * over a smaller number that is committed later; and what a writer looks up to
 * decide (a key, a name, a claim) would not be what holds when it writes.
 */
export async function takeTurn(transaction: Knex.Transaction): Promise<void> {
  if (isPostgres(transaction)) {
    await transaction.raw('LOCK TABLE changes IN SHARE ROW EXCLUSIVE MODE');
  }
}

/** Records the last change of an asset. */
export async function recordChange(
  transaction: Knex.Transaction,
  type: DeclarationChange['type'],
  declaration: AssetRef & { id: string },
): Promise<void> {
  const ref = stringifyAssetRef(declaration);
  await transaction('changes').where({ ref }).delete();
  await transaction('changes').insert({
    type,
    ref,
    declaration_id: declaration.id,
  });
}

/** The changes after `since`, each with the declaration as it is now. */
export async function readChanges(
  database: Knex,
  declarationsById: (ids: string[]) => Promise<JoinedRow[]>,
  since: number,
  limit: number,
): Promise<DeclarationChanges> {
  const changes: ChangeRow[] = await database<ChangeRow>('changes')
    .where('sequence', '>', since)
    .orderBy('sequence')
    .limit(limit);
  const rows = await declarationsById(
    changes.filter(isUpsert).map(change => change.declaration_id),
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return {
    sequence: changes.at(-1)?.sequence ?? (await endOf(database, since)),
    items: changes.flatMap(change => toChange(change, byId)),
  };
}

/** Ids of what changed after `since`, each with its cluster now. */
export async function readChanged(
  database: Knex,
  since: number,
  limit: number,
): Promise<ChangedDeclaration[]> {
  const rows = await database('changes')
    .leftJoin('declarations', 'declarations.id', 'changes.declaration_id')
    .where('sequence', '>', since)
    .orderBy('sequence')
    .limit(limit)
    .select('sequence', 'declaration_id', 'cluster', 'revision');
  return rows.map(({ sequence, declaration_id: id, cluster, revision }) => ({
    sequence,
    id,
    cluster: cluster ?? undefined,
    revision: revision ?? undefined,
  }));
}

/** The sequence of the newest change; 0 when there is none. */
export async function lastSequence(database: Knex): Promise<number> {
  const [{ last }] = await database('changes').max('sequence as last');
  return Number(last ?? 0);
}

/** Where a reader is who has read everything; before `since` when the database was restored. */
async function endOf(database: Knex, since: number): Promise<number> {
  return Math.min(since, await lastSequence(database));
}

function isUpsert({ type }: ChangeRow): boolean {
  return type === 'upserted';
}

function toChange(
  change: ChangeRow,
  byId: ReadonlyMap<string, JoinedRow>,
): DeclarationChange[] {
  const { sequence, type, ref } = change;
  if (!isUpsert(change)) return [{ sequence, type, ref }];
  const row = byId.get(change.declaration_id);
  // Removed between the two reads: its removal is a change of its own, further on.
  if (!row) return [];
  const { resolved, ...declaration } = toDeclaration(row);
  const { runtime, namespace } = resolved;
  return [
    {
      sequence,
      type,
      ref,
      declaration,
      ...(runtime && { protocol: runtime.protocol }),
      ...(namespace && { namespace }),
    },
  ];
}
