import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { Notified } from '../../notices';
import { AppliedRow, intend, Intent, recordApplied } from './inventory';
import { InventoryRow } from './InventoryRow';
import { Realisation, saveRealisations } from './realisations';
import { saveNotified, saveStatuses } from './statuses';

/** What is stored of one declaration in one go. */
export interface Write {
  declaration: { id: string; cluster: string };
  /** Objects that are about to be applied. */
  intents?: readonly Intent[];
  /** Objects as they are after they were applied. */
  applied?: readonly AppliedRow[];
  realisation?: Realisation;
  /** Only one that says something new. */
  status?: Status;
  /** What its owner will have been told, when the status is something to tell. */
  notified?: Notified;
}

/** What came of a {@link Write}. */
export interface Written {
  /** The row of each intent; undefined where another declaration has the object. */
  rows: readonly (InventoryRow | undefined)[];
  /** The number of the change, when there was a status. */
  sequence?: number;
}

/** Stores what was found out of several declarations with one statement per table. */
export async function writeAll(
  transaction: Knex.Transaction,
  writes: readonly Write[],
): Promise<Written[]> {
  await saveRealisations(
    transaction,
    writes.flatMap(({ declaration: { id }, realisation }) =>
      realisation ? [{ id, realisation }] : [],
    ),
  );
  const rows = await intend(
    transaction,
    writes.flatMap(({ declaration, intents = [] }) =>
      intents.map(intent => ({ declaration, ...intent })),
    ),
  );
  await recordApplied(
    transaction,
    writes.flatMap(({ applied = [] }) => applied),
  );
  const sequences = await saveStatuses(
    transaction,
    writes.flatMap(({ declaration: { id }, status }) =>
      status ? [{ id, status }] : [],
    ),
  );
  await saveNotified(
    transaction,
    writes.flatMap(({ declaration: { id }, notified }) =>
      notified ? [{ id, notified }] : [],
    ),
  );
  return writes.map(({ declaration: { id }, intents = [] }) => ({
    rows: rows.splice(0, intents.length),
    sequence: sequences.get(id),
  }));
}
