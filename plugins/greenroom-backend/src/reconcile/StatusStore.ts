import { Knex } from 'knex';
import { Phase, Status } from '@greenroom/backstage-plugin-greenroom-common';
import { canonical } from '../status/canonical';
import { carryTimes } from '../status/carryTimes';

interface Row {
  declaration_id: string;
  phase: Phase;
  status: string;
  sequence: number;
}

/** What is observed of each declaration, numbered by change over all of them. */
export class StatusStore {
  readonly #knex: Knex;
  /** The last number that was given out; what announced a removal is not stored. */
  #last = 0;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(declarationId: string): Promise<Status | undefined> {
    const row = await this.#knex<Row>('statuses')
      .where({ declaration_id: declarationId })
      .first();
    return row && JSON.parse(row.status);
  }

  /**
   * Stores a status when it says something new.
   *
   * @returns the number of the change; undefined when there was none
   */
  async write(
    declarationId: string,
    observed: Status,
  ): Promise<number | undefined> {
    const before = await this.get(declarationId);
    const status = carryTimes(before, observed);
    if (before && canonical(before) === canonical(status)) return undefined;
    const sequence = await this.nextSequence();
    await this.#knex<Row>('statuses')
      .insert({
        declaration_id: declarationId,
        phase: status.phase,
        status: JSON.stringify(status),
        sequence,
      })
      .onConflict('declaration_id')
      .merge();
    return sequence;
  }

  /**
   * The number of a change: larger than all before. No two changes of a process
   * share one, since readers take the same number for the same change.
   */
  async nextSequence(): Promise<number> {
    const row = await this.#knex<Row>('statuses')
      .max<{ last: number | null }>({ last: 'sequence' })
      .first();
    this.#last = Math.max(this.#last, row?.last ?? 0) + 1;
    return this.#last;
  }

  /** Declarations of a cluster in a phase. */
  async idsInPhase(cluster: string, phase: Phase): Promise<string[]> {
    const rows = await this.#knex('statuses')
      .join('declarations', 'declarations.id', 'statuses.declaration_id')
      .where({ 'declarations.cluster': cluster, 'statuses.phase': phase })
      .select<{ id: string }[]>('declarations.id');
    return rows.map(({ id }) => id);
  }
}
