/** What is known, and as of when; or why nothing is. */
export type Reading<T> = { value: T; at: number } | { error: Error };

interface Entry<T> {
  asked: number;
  value?: T;
  /** When the value was asked for. */
  at?: number;
  error?: Error;
  /** When to ask again, at the earliest. */
  next: number;
  loading?: Promise<void>;
}

export interface RememberedOptions {
  /** An answer so old is asked for again. */
  freshMs: number;
  /** After a failure that answer is given for so long. */
  keepMs: number;
  /** Pause after a failure. */
  retryMs: number;
  onError?(error: Error): void;
  onAnswer?(): void;
  /** Milliseconds since the epoch. */
  now?(): number;
}

/**
 * Answers that many ask for and one question serves: asked for when somebody
 * wants one, at most once in a while, and by nobody while nobody does.
 */
export class Remembered<T> {
  readonly #options: RememberedOptions;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(options: RememberedOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /**
   * @param key - the question
   * @param load - asks it; the last answer outlives its failure for a while
   */
  async get(key: string, load: () => Promise<T>): Promise<Reading<T>> {
    this.#forget();
    const entry = this.#entries.get(key) ?? { asked: 0, next: 0 };
    this.#entries.set(key, entry);
    entry.asked = this.#now();
    if (entry.asked >= entry.next) {
      entry.loading ??= this.#load(entry, load).finally(() => {
        entry.loading = undefined;
      });
    }
    await entry.loading;
    return this.#read(entry);
  }

  async #load(entry: Entry<T>, load: () => Promise<T>): Promise<void> {
    const { freshMs, retryMs, onError, onAnswer } = this.#options;
    const at = this.#now();
    try {
      entry.value = await load();
      entry.at = at;
      entry.error = undefined;
      entry.next = at + freshMs;
      onAnswer?.();
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(`${thrown}`);
      entry.error = error;
      entry.next = this.#now() + retryMs;
      onError?.(error);
    }
  }

  #read({ value, at, error }: Entry<T>): Reading<T> {
    const { keepMs } = this.#options;
    const old = at === undefined || this.#now() - at > keepMs;
    if (error && old) return { error };
    return { value: value as T, at: at as number };
  }

  /** What nobody has asked for as long as it would be kept. */
  #forget(): void {
    const limit = this.#now() - this.#options.keepMs;
    for (const [key, { asked, loading }] of this.#entries) {
      if (asked < limit && !loading) this.#entries.delete(key);
    }
  }
}
