import { Knex } from 'knex';
import { Phase, Status } from '@greenroom/backstage-plugin-greenroom-common';
import { Notified } from '../../notices';
import { carryTimes } from '../../status/carryTimes';

const COUNTER = 'statuses';

/** The status to store after `before`; undefined when it says nothing new. */
export function newStatus(
  before: Status | undefined,
  observed: Status,
): Status | undefined {
  const status = carryTimes(before, observed);
  return status === before ? undefined : status;
}

/** Stores statuses. Answers the number of each change, by declaration. */
export async function saveStatuses(
  transaction: Knex,
  statuses: readonly { id: string; status: Status }[],
): Promise<Map<string, number>> {
  if (!statuses.length) return new Map();
  const last = await nextSequence(transaction, statuses.length);
  const rows = statuses.map(({ id, status }, index) => ({
    declaration_id: id,
    phase: status.phase,
    status: JSON.stringify(status),
    sequence: last - statuses.length + 1 + index,
  }));
  await transaction('statuses')
    .insert(rows)
    .onConflict('declaration_id')
    .merge();
  return new Map(
    rows.map(({ declaration_id: id, sequence }) => [id, sequence]),
  );
}

/** Stores what owners are about to be told: before they are, so that it is never told twice. */
export async function saveNotified(
  transaction: Knex,
  all: readonly { id: string; notified: Notified }[],
): Promise<void> {
  for (const { id, notified } of all) {
    await transaction('statuses')
      .where({ declaration_id: id })
      .update({ notified: JSON.stringify(notified) });
  }
}

/**
 * The number of a change, or the last of several: larger than all before, over
 * all replicas and restarts, since readers take the same number for the same
 * change.
 */
export async function nextSequence(knex: Knex, changes = 1): Promise<number> {
  const [{ value }] = await knex('counters')
    .where({ name: COUNTER })
    .increment('value', changes)
    .returning<{ value: number | string }[]>('value');
  return Number(value);
}

/** The last status that was stored. */
export async function statusOf(
  knex: Knex,
  declarationId: string,
): Promise<Status | undefined> {
  const row = await knex('statuses')
    .where({ declaration_id: declarationId })
    .first<{ status: string } | undefined>('status');
  return row && JSON.parse(row.status);
}

/** Declarations of a cluster in a phase. */
export async function idsInPhase(
  knex: Knex,
  cluster: string,
  phase: Phase,
): Promise<string[]> {
  return knex('statuses')
    .join('declarations', 'declarations.id', 'statuses.declaration_id')
    .where({ 'declarations.cluster': cluster, 'statuses.phase': phase })
    .pluck('declarations.id');
}
