const NANO = 1_000_000_000n;
const DECIMAL: [string, bigint][] = [
  ['E', NANO * 10n ** 18n],
  ['P', NANO * 10n ** 15n],
  ['T', NANO * 10n ** 12n],
  ['G', NANO * 10n ** 9n],
  ['M', NANO * 10n ** 6n],
  ['k', NANO * 10n ** 3n],
  ['', NANO],
  ['m', 1_000_000n],
  ['u', 1_000n],
  ['n', 1n],
];
const BINARY: [string, bigint][] = [
  ['Ei', NANO << 60n],
  ['Pi', NANO << 50n],
  ['Ti', NANO << 40n],
  ['Gi', NANO << 30n],
  ['Mi', NANO << 20n],
  ['Ki', NANO << 10n],
];
const FACTORS = new Map([...DECIMAL, ...BINARY]);

/**
 * A Kubernetes quantity as the apiserver writes it (`1000m` → `1`, `1024Mi` →
 * `1Gi`): webhooks rewrite what they read, and what we apply should not look
 * different from what is there. What cannot be written exactly stays as it is.
 */
export function canonicalQuantity(text: string): string {
  const match = /^([0-9]+)(?:\.([0-9]{0,9}))?([numkMGTPE]|[KMGTPE]i)?$/.exec(
    text,
  );
  if (!match) return text;
  const [, whole, fraction = '', suffix = ''] = match;
  const scaled = BigInt(whole + fraction) * FACTORS.get(suffix)!;
  const divisor = 10n ** BigInt(fraction.length);
  if (scaled % divisor !== 0n) return text;
  const nano = scaled / divisor;
  if (nano === 0n) return '0';
  const binary = suffix.endsWith('i') && nano >= 1024n * NANO;
  const units = binary ? [...BINARY, ...DECIMAL.slice(6)] : DECIMAL;
  const [unit, factor] = units.find(([, size]) => nano % size === 0n)!;
  return `${nano / factor}${unit}`;
}
