import {
  describeObject,
  KubernetesObject,
} from '@greenroom/backstage-plugin-greenroom-node';
import { Knex } from 'knex';
import { Fence, fenced } from '../../database/fence';
import { ForeignObjectError } from '../errors';
import { Batcher } from './Batcher';
import {
  AppliedRow,
  forgetObject,
  Intent,
  lastApplied,
  removeRow,
} from './inventory';
import { InventoryRow } from './InventoryRow';
import { LoadedCache } from './LoadedCache';
import { Loaded, readAll } from './reads';
import { Realisation } from './realisations';
import { Write, writeAll, Written } from './writes';

/** Declarations that are read or written together, and how long one waits for others. */
const BATCH = { limit: 50, lingerMs: 20 };

/**
 * What the engine reads and writes of declarations: nothing to begin a reconcile
 * of what it knows, one transaction before the first apply, one at the end; and
 * what several reconciles do at the same time is done together. Every write
 * shows the fence.
 */
export class Records {
  readonly #knex: Knex;
  readonly #fence: Fence;
  readonly #cache = new LoadedCache();
  readonly #reads: Batcher<string, Loaded | undefined>;
  readonly #writes: Batcher<Write, Written>;

  constructor(knex: Knex, fence: Fence) {
    this.#knex = knex;
    this.#fence = fence;
    this.#reads = new Batcher(ids => readAll(knex, ids), BATCH);
    this.#writes = new Batcher(
      writes => this.#fenced(transaction => writeAll(transaction, writes)),
      BATCH,
    );
  }

  /** A declaration changed otherwise than by this. */
  changed(id: string): void {
    this.#cache.drop(id);
  }

  load(id: string): Promise<Loaded | undefined> {
    return this.#cache.get(id, () => this.#reads.do(id));
  }

  /**
   * Notes that objects are about to be applied, and for which target: a crash
   * must not lead to another choice.
   *
   * @throws ForeignObjectError when another declaration has one of them
   */
  async intend(
    { declaration }: Loaded,
    intents: readonly Intent[],
    realisation?: Realisation,
  ): Promise<InventoryRow[]> {
    const { rows } = await this.#write({ declaration, intents, realisation });
    return intents.map(({ manifest: { object } }, index) => {
      const row = rows[index];
      if (row) return row;
      throw new ForeignObjectError(
        describeObject(object),
        'belongs to another asset of Greenroom; choose another name',
      );
    });
  }

  /** Stores what a reconcile found out. Returns the number of the change when the status is new. */
  async record(
    before: Loaded,
    findings: Pick<Write, 'applied' | 'realisation' | 'status' | 'notified'>,
  ): Promise<number | undefined> {
    const { applied = [], realisation, status, notified } = findings;
    if (!applied.length && !realisation && !status && !notified) {
      return undefined;
    }
    const { declaration } = before;
    const { sequence } = await this.#write({ declaration, ...findings });
    // Of what failed there may be rows that were intended and not applied.
    if (realisation?.failure) this.#cache.drop(declaration.id);
    this.#cache.replace(before, {
      ...before,
      realisation: realisation ?? before.realisation,
      shown: status ?? before.shown,
      notified: notified ?? before.notified,
      rows: mergeRows(before.rows, applied),
    });
    return sequence;
  }

  lastApplied(row: InventoryRow): Promise<KubernetesObject | undefined> {
    return lastApplied(this.#knex, row);
  }

  /** See {@link forgetObject}. */
  forget(row: InventoryRow): Promise<InventoryRow> {
    this.#cache.drop(row.declarationId);
    return this.#fenced(transaction => forgetObject(transaction, row));
  }

  /** The object of a row has gone for good. */
  remove(row: InventoryRow): Promise<void> {
    this.#cache.drop(row.declarationId);
    return this.#fenced(transaction => removeRow(transaction, row));
  }

  /** What failed to be written is read again. */
  async #write(write: Write): Promise<Written> {
    try {
      return await this.#writes.do(write);
    } catch (error) {
      this.#cache.drop(write.declaration.id);
      throw error;
    }
  }

  #fenced<T>(write: (transaction: Knex.Transaction) => Promise<T>): Promise<T> {
    return fenced(this.#knex, this.#fence, write);
  }
}

function mergeRows(
  rows: readonly InventoryRow[],
  applied: readonly AppliedRow[],
): InventoryRow[] {
  // What was rendered stays in the database: it is large and seldom needed.
  const written = applied.map(({ applied: _, ...row }): InventoryRow => row);
  return [
    ...rows.filter(({ id }) => !written.some(row => row.id === id)),
    ...written,
  ].sort((a, b) => a.position - b.position || a.id - b.id);
}
