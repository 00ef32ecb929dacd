const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * How long ago, in words: `5 minutes ago`, `yesterday`. A time of the last
 * minute, or ahead of this computer's clock, is `just now`.
 * @param at - ISO 8601
 * @param now - milliseconds since the epoch
 * @returns undefined when `at` is not a time
 */
export function timeAgo(at: string, now: number): string | undefined {
  const seconds = (now - Date.parse(at)) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  const found = UNITS.find(([, size]) => seconds >= size);
  if (!found) return 'just now';
  const [unit, size] = found;
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(
    -Math.floor(seconds / size),
    unit,
  );
}
