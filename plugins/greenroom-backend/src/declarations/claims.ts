import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { recordChange } from './changeFeed';
import { DeclarationRow } from './rows';

/**
 * Notes which declarations of the catalog their entities still make, after a
 * complete read. Nothing else changes: an entity that is absent cannot be told
 * from one that is lost.
 *
 * @param present - refs of all entities that declare something
 * @returns ids of the declarations for which that has changed
 */
export async function followEntities(
  transaction: Knex.Transaction,
  present: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await transaction<DeclarationRow>('declarations')
    .where({ source_type: 'catalog' })
    .select(
      'id',
      'kind',
      'project',
      'name',
      'source_entity',
      'unclaimed_since',
    );
  const changed = rows.filter(
    ({ source_entity, unclaimed_since }) =>
      present.has(source_entity ?? '') === (unclaimed_since !== null),
  );
  const now = new Date().toISOString();
  for (const { id, kind, project, name, unclaimed_since } of changed) {
    await transaction('declarations')
      .where({ id })
      .update({ unclaimed_since: unclaimed_since === null ? now : null });
    const ref = { id, kind: kind as Kind, project, name };
    await recordChange(transaction, 'upserted', ref);
  }
  return changed.map(({ id }) => id);
}
