import { Clock } from '../clock';
import { HeldLease, LeaseStore } from '../leases';

interface Row extends HeldLease {
  expiresAt: number;
}

/** Leases in memory, on a clock of their own, for tests; it can be told to fail. */
export class MemoryLeaseStore implements LeaseStore {
  /** What has been asked of it. */
  readonly requests: ('acquire' | 'renew' | 'release')[] = [];
  /** While set, every request is rejected with it. */
  failure?: Error;
  readonly #clock: Clock;
  readonly #rows = new Map<string, Row>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async acquire(
    name: string,
    holder: string,
    durationMs: number,
  ): Promise<HeldLease | undefined> {
    this.#asked('acquire');
    const known = this.#rows.get(name);
    const now = this.#clock.now();
    if (known && known.expiresAt > now) {
      return undefined;
    }
    const lease = { name, holder, token: (known?.token ?? 0) + 1 };
    this.#rows.set(name, { ...lease, expiresAt: now + durationMs });
    return lease;
  }

  async renew(lease: HeldLease, durationMs: number): Promise<boolean> {
    this.#asked('renew');
    const row = this.#of(lease);
    if (row) {
      row.expiresAt = this.#clock.now() + durationMs;
    }
    return row !== undefined;
  }

  async release(lease: HeldLease): Promise<void> {
    this.#asked('release');
    const row = this.#of(lease);
    if (row) {
      row.expiresAt = this.#clock.now();
    }
  }

  #asked(what: 'acquire' | 'renew' | 'release'): void {
    this.requests.push(what);
    if (this.failure) {
      throw this.failure;
    }
  }

  #of({ name, holder, token }: HeldLease): Row | undefined {
    const row = this.#rows.get(name);
    return row?.holder === holder && row.token === token ? row : undefined;
  }
}
