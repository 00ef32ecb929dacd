import { Knex } from 'knex';
import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';
import { HeldUpdate } from '../../updates';

/** How far the cluster was brought to a declaration. */
export interface Realisation {
  /** Id of the target; fixed once chosen. */
  target?: string;
  /** The revision that was last applied without failure; 0 = none yet. */
  appliedRevision: number;
  failure?: ApplyFailure;
  /** A change that waits, because it restarts what runs. */
  heldUpdate?: HeldUpdate;
}

/** The columns of a realisation, as they come out of a left join. */
export interface RealisationRow {
  target: string | null;
  applied_revision: number | null;
  failure: string | null;
  held_update: string | null;
}

export function toRealisation(row: RealisationRow | undefined): Realisation {
  return {
    target: row?.target ?? undefined,
    appliedRevision: row?.applied_revision ?? 0,
    failure: row?.failure ? JSON.parse(row.failure) : undefined,
    heldUpdate: row?.held_update ? JSON.parse(row.held_update) : undefined,
  };
}

export async function realisationOf(
  knex: Knex,
  declarationId: string,
): Promise<Realisation> {
  const row = await knex('realisations')
    .where({ declaration_id: declarationId })
    .first<RealisationRow | undefined>();
  return toRealisation(row);
}

export async function saveRealisations(
  knex: Knex,
  realisations: readonly { id: string; realisation: Realisation }[],
): Promise<void> {
  if (!realisations.length) return;
  await knex('realisations')
    .insert(
      realisations.map(({ id, realisation }) => ({
        declaration_id: id,
        target: realisation.target ?? null,
        applied_revision: realisation.appliedRevision,
        failure: toJson(realisation.failure),
        held_update: toJson(realisation.heldUpdate),
      })),
    )
    .onConflict('declaration_id')
    .merge();
}

function toJson(value: object | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}

/** Names of the clusters that declarations are placed on. */
export async function clustersInUse(knex: Knex): Promise<string[]> {
  return knex('declarations').distinct().orderBy('cluster').pluck('cluster');
}
