/** What the scaffolder tells a field of the rest of the form. */
export interface FormContext {
  formData?: { project?: unknown };
}

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

/**
 * Clusters may offer the same entry: it is one choice, whichever the project is
 * on. Of what a project may use nobody need be told where it is.
 */
export function onePerKey<T extends { cluster?: string }>(
  entries: readonly T[],
  keyOf: (entry: T) => string,
  project: string | undefined,
): T[] {
  const clusters = new Map<string, (string | undefined)[]>();
  for (const entry of entries) {
    const known = clusters.get(keyOf(entry)) ?? [];
    clusters.set(keyOf(entry), [...known, entry.cluster]);
  }
  return [...clusters].map(([key, on]) => ({
    ...entries.find(entry => keyOf(entry) === key)!,
    cluster: project || on.includes(undefined) ? undefined : on.join(', '),
  }));
}

/** `(on north only)` likewise. */
export function clusterText({ cluster }: { cluster?: string }) {
  return cluster && `(on ${cluster} only)`;
}

/** The project that is chosen in the form; undefined while none is. */
export function chosenProject(context: FormContext | undefined) {
  const project = context?.formData?.project;
  return typeof project === 'string' && project ? project : undefined;
}

/** `(recommended)`, to stand behind a name. */
export function lifecycleText({ lifecycle }: Entry): string | undefined {
  return lifecycle === 'supported' ? undefined : `(${lifecycle})`;
}
