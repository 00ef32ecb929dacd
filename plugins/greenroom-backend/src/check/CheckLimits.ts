import { TooManyRequestsError } from '../api/TooManyRequestsError';

/** More checks than this let nobody look for what else is in the network. */
const PER_CALLER = 10;
const WINDOW_MS = 60_000;
const AT_ONCE = 8;

/**
 * Keeps checks from becoming a way to search the network, or a load on it: one
 * at a time of a connection, some a minute by a caller. Each replica counts for
 * itself.
 */
export class CheckLimits {
  readonly #running = new Set<string>();
  readonly #begun = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Runs a check unless there are too many.
   *
   * @throws TooManyRequestsError
   */
  async run<T>(
    { id, caller }: { id: string; caller: string },
    check: () => Promise<T>,
  ): Promise<T> {
    this.#admit(id, caller);
    this.#running.add(id);
    try {
      return await check();
    } finally {
      this.#running.delete(id);
    }
  }

  #admit(id: string, caller: string): void {
    if (this.#running.has(id)) {
      throw new TooManyRequestsError(
        'This connection is being checked at this moment; try again in a few seconds',
      );
    }
    if (this.#running.size >= AT_ONCE) {
      throw new TooManyRequestsError(
        `${AT_ONCE} connections are being checked at this moment; try again in a few seconds`,
      );
    }
    const now = this.#now();
    this.#forget(now - WINDOW_MS);
    const begun = this.#begun.get(caller) ?? [];
    if (begun.length >= PER_CALLER) {
      throw new TooManyRequestsError(
        `You have checked ${PER_CALLER} connections within a minute; try again in a minute`,
      );
    }
    this.#begun.set(caller, [...begun, now]);
  }

  #forget(before: number): void {
    for (const [caller, begun] of this.#begun) {
      const recent = begun.filter(at => at > before);
      if (recent.length) this.#begun.set(caller, recent);
      else this.#begun.delete(caller);
    }
  }
}
