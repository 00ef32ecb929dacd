type Lifecycle = 'recommended' | 'supported' | 'deprecated' | 'blocked';

interface Entry {
  name: string;
  title?: string;
  version: string;
  lifecycle: Lifecycle;
}

const RANK: Record<Lifecycle, number> = {
  recommended: 0,
  supported: 1,
  deprecated: 2,
  blocked: 3,
};

/** Entries that may be chosen, recommended ones first and newer versions before older; what is blocked is not offered. */
export function offered<T extends Entry>(entries: readonly T[]): T[] {
  return entries
    .filter(({ lifecycle }) => lifecycle !== 'blocked')
    .sort(
      (a, b) =>
        RANK[a.lifecycle] - RANK[b.lifecycle] ||
        a.name.localeCompare(b.name, 'en') ||
        b.version.localeCompare(a.version, 'en', { numeric: true }),
    );
}

/** Of several versions the one that comes first. */
export function firstOfEachName<T extends { name: string }>(entries: T[]): T[] {
  return entries.filter(
    (entry, index) =>
      entries.findIndex(({ name }) => name === entry.name) === index,
  );
}

/** `(recommended)`, to stand behind a name. */
export function lifecycleText({ lifecycle }: Entry): string | undefined {
  return lifecycle === 'supported' ? undefined : `(${lifecycle})`;
}
