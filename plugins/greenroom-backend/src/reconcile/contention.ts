import { InventoryRow } from './records/InventoryRow';

/** So many corrections, each soon after the other, are a quarrel and not an accident. */
const QUARREL = 5;
/** What comes back within this time counts as the same quarrel, and is left alone so long. */
const WINDOW_MS = 10 * 60_000;

/** Whether somebody has undone our corrections so often that another one would only be undone too. */
export function isContended(
  {
    corrections,
    correctedAt,
  }: Pick<InventoryRow, 'corrections' | 'correctedAt'>,
  now = Date.now(),
): boolean {
  return corrections >= QUARREL && isRecent(correctedAt, now);
}

/** The row when a correction is made now. After a quarrel was left alone, one more try is made each time. */
export function corrected(row: InventoryRow, now = Date.now()): InventoryRow {
  const before =
    row.corrections >= QUARREL || isRecent(row.correctedAt, now)
      ? row.corrections
      : 0;
  return {
    ...row,
    corrections: Math.min(before + 1, QUARREL),
    correctedAt: new Date(now).toISOString(),
  };
}

function isRecent(at: string | undefined, now: number): boolean {
  return at !== undefined && now - Date.parse(at) < WINDOW_MS;
}
