import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { recordChange, takeTurn } from '../../declarations/changeFeed';
import { DeclarationRow } from '../../declarations/rows';
import { findBehind } from '../identityStatus';
import { AppliedObject } from './readObjects';

/**
 * Somebody decided that this database counts and not what the cluster got from
 * a newer one: what is declared becomes a revision beyond all that the objects
 * bear, so that it is applied and every reader sees which came last.
 *
 * @returns the ids of the declarations that have a new revision
 */
export async function raiseRevisions(
  knex: Knex,
  objects: readonly AppliedObject[],
  author: { by: string; reason?: string },
): Promise<string[]> {
  const seen = new Map<string, AppliedObject[]>();
  for (const object of objects) {
    const known = seen.get(object.declarationId) ?? [];
    seen.set(object.declarationId, [...known, object]);
  }
  return knex.transaction(async transaction => {
    await takeTurn(transaction);
    const rows = await transaction<DeclarationRow>('declarations');
    const raised: string[] = [];
    for (const row of rows) {
      const behind = findBehind(row, (seen.get(row.id) ?? []).map(toStamped));
      if (!behind) continue;
      await raise(transaction, row, behind.revision + 1, author);
      raised.push(row.id);
    }
    return raised;
  });
}

function toStamped({ kind, namespace, name, annotations }: AppliedObject) {
  return { kind, metadata: { namespace, name, annotations } };
}

async function raise(
  transaction: Knex.Transaction,
  row: DeclarationRow,
  revision: number,
  { by, reason }: { by: string; reason?: string },
): Promise<void> {
  const at = new Date().toISOString();
  const { id, project, name, spec } = row;
  await transaction('declarations')
    .where({ id })
    .update({ revision, updated_at: at });
  await transaction('revisions').insert({
    declaration_id: id,
    revision,
    spec,
    author: by,
    reason: `The cluster was taken over${reason ? `: ${reason}` : ''}`,
    at,
  });
  await recordChange(transaction, 'upserted', {
    id,
    kind: row.kind as Kind,
    project,
    name,
  });
}
