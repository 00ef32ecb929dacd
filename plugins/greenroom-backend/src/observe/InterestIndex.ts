import { Interest, Seen } from '@greenroom/backstage-plugin-greenroom-node';
import { interestKey, objectKeys } from './ObjectIndex';

/** Which declarations a change of an object concerns: the interests, the other way round. */
export class InterestIndex {
  readonly #interests = new Map<string, readonly Interest[]>();
  readonly #ids = new Map<string, Set<string>>();

  /** Replaces what a declaration is interested in. */
  set(id: string, interests: readonly Interest[]): void {
    this.remove(id);
    this.#interests.set(id, interests);
    for (const interest of interests) {
      const key = indexKey(interest, interestKey(interest));
      const ids = this.#ids.get(key);
      if (ids) {
        ids.add(id);
      } else {
        this.#ids.set(key, new Set([id]));
      }
    }
  }

  get(id: string): readonly Interest[] {
    return this.#interests.get(id) ?? [];
  }

  remove(id: string): void {
    for (const interest of this.get(id)) {
      const key = indexKey(interest, interestKey(interest));
      const ids = this.#ids.get(key);
      ids?.delete(id);
      if (ids?.size === 0) this.#ids.delete(key);
    }
    this.#interests.delete(id);
  }

  /** Ids of the declarations that an object belongs to. */
  concerned(
    kind: { apiVersion: string; kind: string },
    object: Seen,
    labels: readonly string[],
  ): Set<string> {
    const concerned = new Set<string>();
    for (const key of objectKeys(object, labels)) {
      for (const id of this.#ids.get(indexKey(kind, key)) ?? []) {
        concerned.add(id);
      }
    }
    return concerned;
  }
}

function indexKey(
  { apiVersion, kind }: { apiVersion: string; kind: string },
  key: string,
): string {
  return `${apiVersion}/${kind} ${key}`;
}
