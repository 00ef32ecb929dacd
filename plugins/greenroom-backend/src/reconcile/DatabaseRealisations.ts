import { Knex } from 'knex';
import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';

/** How far the cluster was brought to a declaration. */
export interface Realisation {
  /** Id of the target; fixed once chosen. */
  target?: string;
  /** The revision that was last applied without failure; 0 = none yet. */
  appliedRevision: number;
  failure?: ApplyFailure;
}

interface Row {
  declaration_id: string;
  target: string | null;
  applied_revision: number;
  failure: string | null;
}

export class DatabaseRealisations {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(declarationId: string): Promise<Realisation> {
    const row = await this.#knex<Row>('realisations')
      .where({ declaration_id: declarationId })
      .first();
    return {
      target: row?.target ?? undefined,
      appliedRevision: row?.applied_revision ?? 0,
      failure: row?.failure ? JSON.parse(row.failure) : undefined,
    };
  }

  async save(declarationId: string, realisation: Realisation): Promise<void> {
    await this.#knex<Row>('realisations')
      .insert({
        declaration_id: declarationId,
        target: realisation.target ?? null,
        applied_revision: realisation.appliedRevision,
        failure: realisation.failure
          ? JSON.stringify(realisation.failure)
          : null,
      })
      .onConflict('declaration_id')
      .merge();
  }

  /** Declarations of a cluster whose last apply failed. */
  async failedOn(cluster: string): Promise<string[]> {
    const rows = await this.#knex('realisations')
      .join('declarations', 'declarations.id', 'realisations.declaration_id')
      .where('declarations.cluster', cluster)
      .whereNotNull('realisations.failure')
      .select<{ id: string }[]>('declarations.id');
    return rows.map(({ id }) => id);
  }

  /** Names of the clusters that declarations are placed on. */
  async clustersInUse(): Promise<string[]> {
    const rows = await this.#knex('declarations')
      .distinct<{ cluster: string }[]>('cluster')
      .orderBy('cluster');
    return rows.map(({ cluster }) => cluster);
  }
}
