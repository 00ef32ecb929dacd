import { TooManyRequestsError } from './TooManyRequestsError';

/** More than anybody does by hand, and than a template that makes a team's assets. */
export const WRITES_PER_MINUTE = 120;
const MINUTE_MS = 60_000;
/** People to begin anew with: of whom nobody has heard for a while nothing is held. */
const MOST = 10_000;

interface Account {
  left: number;
  at: number;
}

/**
 * How much each person may change: so many changes at once, and the same number
 * again over a minute. A loop gone wild then keeps neither the database nor a
 * cluster from the others. Each replica counts for itself.
 */
export class WriteBudget {
  readonly #perMinute: number;
  readonly #now: () => number;
  #accounts = new Map<string, Account>();

  constructor(perMinute = WRITES_PER_MINUTE, now = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** @throws TooManyRequestsError when there is nothing left */
  spend(who: string): void {
    const now = this.#now();
    const { left, at } = this.#accounts.get(who) ?? {
      left: this.#perMinute,
      at: now,
    };
    const perMs = this.#perMinute / MINUTE_MS;
    const have = Math.min(this.#perMinute, left + (now - at) * perMs);
    if (have < 1) {
      const seconds = Math.ceil((1 - have) / perMs / 1000);
      throw new TooManyRequestsError(
        `You have changed more than ${
          this.#perMinute
        } things within a minute; go on in ${seconds} s`,
      );
    }
    if (this.#accounts.size >= MOST) this.#accounts = new Map();
    this.#accounts.set(who, { left: have - 1, at: now });
  }
}
