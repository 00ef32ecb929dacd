/** A plain environment variable. */
export interface Variable {
  name: string;
  value: string;
}

/**
 * The declaration's variables after ours. Ours win, because probes and
 * addresses depend on them: a declaration may be older than the name's being
 * reserved.
 */
export function environment(
  ours: readonly Variable[],
  declared: readonly Variable[] = [],
): Variable[] {
  const reserved = new Set(ours.map(({ name }) => name));
  return [...ours, ...declared.filter(({ name }) => !reserved.has(name))];
}
