import { Observations, ObservedKind, Seen } from '../observed';

type Seeable = Seen | { build(): Seen };

/** Exactly these objects are on the cluster, and every watch is in sync. */
export function seen(...objects: Seeable[]): Observations {
  return observations(objects.map(built), () => true);
}

/** As `seen`, but watches are not in sync: what is absent may be there. */
export function seenSoFar(...objects: Seeable[]): Observations {
  return observations(objects.map(built), () => false);
}

function built(object: Seeable): Seen {
  return 'build' in object ? object.build() : object;
}

function observations(
  objects: readonly Seen[],
  known: () => boolean,
): Observations {
  // The kind says which projection made an object.
  const all = <T extends Seen>({ kind }: ObservedKind<T>) =>
    objects.filter(object => object.kind === kind) as T[];
  return {
    all,
    one: (kind, name) =>
      all(kind).find(({ metadata }) => metadata.name === name),
    known,
  };
}
