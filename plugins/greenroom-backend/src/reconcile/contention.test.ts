import { corrected, isContended } from './contention';
import { InventoryRow } from './records/InventoryRow';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-26T12:00:00Z');
const row = (corrections = 0, minutesAgo?: number) =>
  ({
    corrections,
    correctedAt:
      minutesAgo === undefined
        ? undefined
        : new Date(NOW - minutesAgo * MINUTE).toISOString(),
  } as InventoryRow);

describe('contention', () => {
  it('begins with the fifth correction in a row', () => {
    let quarrel = row();
    for (let minute = 0; minute < 5; minute++) {
      expect(isContended(quarrel, NOW + minute * MINUTE)).toBe(false);
      quarrel = corrected(quarrel, NOW + minute * MINUTE);
    }
    expect(isContended(quarrel, NOW + 5 * MINUTE)).toBe(true);
  });

  it('does not add up accidents that lie far apart', () => {
    expect(corrected(row(4, 11), NOW)).toMatchObject({ corrections: 1 });
    expect(corrected(row(4, 9), NOW)).toMatchObject({ corrections: 5 });
  });

  it('tries once more after it was left alone for a while, and then leaves it alone again', () => {
    const before = row(5, 11);
    expect(isContended(before, NOW)).toBe(false);
    expect(isContended(corrected(before, NOW), NOW)).toBe(true);
  });
});
