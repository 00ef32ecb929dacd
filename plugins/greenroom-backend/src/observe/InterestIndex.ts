import {
  Interest,
  ObservedKind,
  Seen,
} from '@greenroom/backstage-plugin-greenroom-node';
import { hash32, HashedIndex } from './HashedIndex';
import { interestKey, objectKeys, Selectors } from './ObjectIndex';

/** Which declarations a change of an object concerns: the interests, the other way round. */
export class InterestIndex {
  readonly #hashes = new Map<string, readonly number[]>();
  readonly #ids = new HashedIndex<string>();

  /** Replaces what a declaration is interested in. */
  set(id: string, interests: readonly Interest[]): void {
    this.remove(id);
    const hashes = interests.map(interest =>
      hashOf(interest, interestKey(interest)),
    );
    this.#hashes.set(id, hashes);
    hashes.forEach(hash => this.#ids.add(hash, id));
  }

  remove(id: string): void {
    for (const hash of this.#hashes.get(id) ?? []) {
      this.#ids.delete(hash, known => known === id);
    }
    this.#hashes.delete(id);
  }

  /** Ids of the declarations that an object belongs to; very rarely of another one too. */
  concerned(
    kind: Pick<ObservedKind, 'apiVersion' | 'kind'> & Selectors,
    object: Seen,
  ): Set<string> {
    return new Set(
      objectKeys(object, kind).flatMap(key => this.#ids.get(hashOf(kind, key))),
    );
  }
}

function hashOf(
  { apiVersion, kind }: { apiVersion: string; kind: string },
  key: string,
): number {
  return hash32(`${apiVersion}/${kind} ${key}`);
}
