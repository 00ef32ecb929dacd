interface Entry {
  name: string;
  version: string;
  lifecycle: 'recommended' | 'supported' | 'deprecated' | 'blocked';
}

/** What is found under a name, or why nothing may be used. */
export type Found<T> = { entry: T } | { problem: string };

/**
 * The entry of that name and version; without a version the last listed one
 * that is recommended, else supported, else deprecated.
 */
export function findEntry<T extends Entry>(
  entries: readonly T[],
  name: string,
  version?: string,
): Found<T> {
  const named = entries.filter(entry => entry.name === name);
  if (!named.length) {
    const names = [...new Set(entries.filter(usable).map(each => each.name))];
    return {
      problem: `"${name}" is not offered; choose one of: ${
        names.join(', ') || 'none is configured'
      }`,
    };
  }
  if (version === undefined) {
    const entry = newest(named);
    return entry ? { entry } : { problem: `"${name}" is blocked` };
  }
  const entry = named.find(each => each.version === version);
  if (!entry) {
    const versions = named.filter(usable).map(each => each.version);
    return {
      problem: `"${name}" has no version "${version}"; choose one of: ${versions.join(
        ', ',
      )}`,
    };
  }
  return usable(entry)
    ? { entry }
    : { problem: `"${name}" version "${version}" is blocked` };
}

function usable({ lifecycle }: Entry): boolean {
  return lifecycle !== 'blocked';
}

function newest<T extends Entry>(entries: readonly T[]): T | undefined {
  for (const lifecycle of ['recommended', 'supported', 'deprecated']) {
    const entry = entries.findLast(each => each.lifecycle === lifecycle);
    if (entry) return entry;
  }
  return undefined;
}
