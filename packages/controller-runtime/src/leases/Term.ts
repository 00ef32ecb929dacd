import { asError } from '../asError';
import { Clock } from '../clock';
import { Watchdog } from '../clock/Watchdog';
import { Deferred, deferred } from '../deferred';
import { HeldLease, LeaseStore } from './LeaseStore';

/**
 * One time of holding a lease. It ends when the store says so, and otherwise
 * when its time has run out here. That time is counted from before the request
 * that got it was sent, so it runs out here before it does in the store.
 */
export class Term {
  readonly lease: HeldLease;
  readonly #store: LeaseStore;
  readonly #durationMs: number;
  readonly #clock: Clock;
  readonly #onError: (error: Error) => void;
  readonly #ended = new AbortController();
  readonly #watchdog: Watchdog;
  #renewing?: Deferred<boolean>;

  constructor(options: {
    store: LeaseStore;
    lease: HeldLease;
    durationMs: number;
    /** When the request that acquired it was sent. */
    askedAt: number;
    clock: Clock;
    onError(error: Error): void;
  }) {
    this.lease = options.lease;
    this.#store = options.store;
    this.#durationMs = options.durationMs;
    this.#clock = options.clock;
    this.#onError = options.onError;
    this.#watchdog = new Watchdog(
      this.#clock,
      this.#durationMs,
      () => this.end('was not renewed in time'),
      options.askedAt,
    );
  }

  /** Aborts when the term ends. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** How long it surely lasts still. */
  get leftMs(): number {
    return this.signal.aborted ? 0 : Math.max(0, this.#watchdog.leftMs);
  }

  /**
   * Asks the store for more time; who asks meanwhile shares the answer.
   * Resolves to whether it was given, and to false when the term ends first.
   */
  renew(): Promise<boolean> {
    if (!this.#renewing && !this.signal.aborted) {
      this.#renewing = deferred();
      void this.#ask().then(renewed => this.#answer(renewed));
    }
    return this.#renewing?.promise ?? Promise.resolve(false);
  }

  /** Ends it here; the store is not told. */
  end(why: string): void {
    this.#watchdog.stop();
    this.#ended.abort(new Error(`lease '${this.lease.name}' ${why}`));
    this.#answer(false);
  }

  /** Gives back to the store what is left of it. */
  async release(): Promise<void> {
    try {
      await this.#store.release(this.lease);
    } catch (error) {
      this.#onError(asError(error));
    }
  }

  async #ask(): Promise<boolean> {
    const askedAt = this.#clock.now();
    try {
      if (!(await this.#store.renew(this.lease, this.#durationMs))) {
        this.end('was taken by another');
        return false;
      }
    } catch (error) {
      this.#onError(asError(error));
      return false;
    }
    if (this.signal.aborted) {
      // The answer comes too late to be of use, and nobody should wait for it.
      await this.release();
      return false;
    }
    this.#watchdog.feed(askedAt);
    return true;
  }

  #answer(renewed: boolean): void {
    this.#renewing?.resolve(renewed);
    this.#renewing = undefined;
  }
}
