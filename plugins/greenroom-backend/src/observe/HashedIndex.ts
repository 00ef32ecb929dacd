/**
 * Values by text keys of which only 32 bits are kept: an index over all objects
 * of a cluster must not hold a text and a set for each. Different keys may meet,
 * so whoever reads must be able to do with too many values, never with too few.
 */
export class HashedIndex<V> {
  readonly #values = new Map<number, V | V[]>();

  /** Values that were added under this key, and perhaps others. */
  get(hash: number): readonly V[] {
    const held = this.#values.get(hash);
    if (held === undefined) return [];
    return Array.isArray(held) ? held : [held];
  }

  add(hash: number, value: V): void {
    const held = this.get(hash);
    if (!held.includes(value)) this.#set(hash, [...held, value]);
  }

  delete(hash: number, isIt: (value: V) => boolean): void {
    this.#set(
      hash,
      this.get(hash).filter(value => !isIt(value)),
    );
  }

  /** Most keys have one value, which then needs no array of its own. */
  #set(hash: number, values: V[]): void {
    if (values.length > 1) this.#values.set(hash, values);
    else if (values.length) this.#values.set(hash, values[0]);
    else this.#values.delete(hash);
  }
}

/** 32 bits of a text (FNV-1a). */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
