import { Loaded } from './reads';

const SIZE = 1_000;
/** However sure we are that nobody else writes, nothing is believed for longer. */
const FRESH_MS = 60_000;

interface Entry {
  loaded: Loaded;
  at: number;
}

/**
 * What was read last of the declarations that are worked on most: a change of a
 * pod, and pods change often, then needs no query. Holds for the replica that
 * holds the cluster, whose own writes go through here; what others write comes
 * as a change, which drops the entry.
 */
export class LoadedCache {
  readonly #entries = new Map<string, Entry>();
  /** Those that are being read. */
  readonly #reading = new Set<string>();

  /**
   * What is known of it, or else what is read now. That is not kept when it is
   * dropped meanwhile: it may be of before the change.
   */
  async get(
    id: string,
    read: () => Promise<Loaded | undefined>,
  ): Promise<Loaded | undefined> {
    const known = this.#known(id);
    if (known) return known;
    this.#reading.add(id);
    try {
      const loaded = await read();
      if (loaded && this.#reading.has(id)) this.#put(loaded);
      return loaded;
    } finally {
      this.#reading.delete(id);
    }
  }

  /** After a write of ours. What was dropped meanwhile stays so: it is to be read again. */
  replace(before: Loaded, after: Loaded): void {
    const entry = this.#entries.get(before.declaration.id);
    if (entry?.loaded === before) entry.loaded = after;
  }

  drop(id: string): void {
    this.#entries.delete(id);
    this.#reading.delete(id);
  }

  #known(id: string): Loaded | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    this.#entries.delete(id);
    if (performance.now() - entry.at > FRESH_MS) return undefined;
    // The last one used is the last in order.
    this.#entries.set(id, entry);
    return entry.loaded;
  }

  #put(loaded: Loaded): void {
    this.#entries.set(loaded.declaration.id, {
      loaded,
      at: performance.now(),
    });
    if (this.#entries.size > SIZE) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
  }
}
