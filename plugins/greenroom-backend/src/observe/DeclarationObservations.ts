import {
  Interest,
  Observations,
  ObservedKind,
  Seen,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ObservedCollection } from './ObservedCollection';

/** What is seen of one declaration: exactly what its interests select. */
export class DeclarationObservations implements Observations {
  readonly #interests: readonly Interest[];
  readonly #collection: (kind: ObservedKind) => ObservedCollection | undefined;

  constructor(
    interests: readonly Interest[],
    collection: (kind: ObservedKind) => ObservedCollection | undefined,
  ) {
    this.#interests = interests;
    this.#collection = collection;
  }

  all<T extends Seen>(kind: ObservedKind<T>): readonly T[] {
    const collection = this.#collection(kind);
    if (!collection) return [];
    const found = new Set<Seen>();
    for (const interest of this.#interests) {
      if (
        interest.apiVersion === kind.apiVersion &&
        interest.kind === kind.kind
      ) {
        for (const object of collection.find(interest)) found.add(object);
      }
    }
    // A collection holds what its kind's `project` made.
    return [...found] as T[];
  }

  one<T extends Seen>(kind: ObservedKind<T>, name: string): T | undefined {
    return this.all(kind).find(({ metadata }) => metadata.name === name);
  }

  known(kind: ObservedKind): boolean {
    const collection = this.#collection(kind);
    return collection !== undefined && collection.synced;
  }
}
