import { asError } from '../asError';
import { Clock, sleep, systemClock } from '../clock';
import { LeaseStore } from './LeaseStore';
import { NotLeaderError } from './NotLeaderError';
import { Term } from './Term';

/** Options of a {@link Leader}. */
export interface LeaderOptions {
  store: LeaseStore;
  /** Of the lease: who asks for the same name competes. */
  name: string;
  /** Who asks; must be another for each process. */
  holder: string;
  /** How long the lease lasts without being renewed, and so how long a crash goes unnoticed. Default 10 000. */
  durationMs?: number;
  /** How often to renew it. Default 3 000. */
  renewMs?: number;
  /** How often to look whether it is free, and to ask again when the store did not answer. Default 1 000, shortened by jitter. */
  lookMs?: number;
  /** How long before its end the last write must have ended, for what the network delays. Default 1 000. */
  marginMs?: number;
  /** Called when the lease is got. The signal aborts when it is lost or given up. */
  onStarted(token: number, signal: AbortSignal): void;
  /** Called when it was lost or given up. It is not asked for again before this has resolved. */
  onStopped(): void | Promise<void>;
  /** Called when the store fails or a callback throws. The leader goes on by itself. */
  onError?(error: Error): void;
  clock?: Clock;
}

/**
 * One among several processes that holds a lease and may act, as long as it
 * holds it. The wall clock plays no part. A store that fails costs the lease
 * only when it fails for as long as that lasts.
 */
export class Leader {
  readonly #options: LeaderOptions;
  readonly #clock: Clock;
  readonly #durationMs: number;
  readonly #stopping = new AbortController();
  #term?: Term;
  #running?: Promise<void>;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#durationMs = options.durationMs ?? 10_000;
  }

  /** Begins to ask for the lease, until `stop`. A leader is started once. */
  start(): void {
    if (this.#running) {
      throw new Error(
        `leader of '${this.#options.name}' is started once; make a new one`,
      );
    }
    this.#running = this.#run(this.#stopping.signal);
  }

  /**
   * Gives the lease up: the signal aborts, and when `onStopped` has resolved,
   * others may have it at once. What is to be finished first, finish before.
   */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#term?.end('was given up');
    await this.#running;
  }

  /** Whether the lease is held now. */
  get isLeader(): boolean {
    return this.token !== undefined;
  }

  /** The fencing token, while the lease is held. */
  get token(): number | undefined {
    const term = this.#term;
    return term && term.leftMs > 0 ? term.lease.token : undefined;
  }

  /**
   * For how many milliseconds a write that begins now may go on. When much of
   * the lease has passed, as after the process was paused, the store is asked
   * first.
   *
   * @throws NotLeaderError when the lease is not held, or about to end
   */
  async permit(): Promise<number> {
    const { name, holder, marginMs = 1_000 } = this.#options;
    const term = this.#term;
    if (term && term.leftMs < this.#durationMs / 2) {
      await term.renew();
    }
    const permitted = (term?.leftMs ?? 0) - marginMs;
    if (permitted <= 0) {
      throw new NotLeaderError(name, holder);
    }
    return permitted;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const term = await this.#acquire();
      if (term) {
        await this.#serve(term);
      }
      await sleep(this.#clock, this.#lookMs, signal);
    }
  }

  async #acquire(): Promise<Term | undefined> {
    const { store, name, holder } = this.#options;
    const askedAt = this.#clock.now();
    try {
      const lease = await store.acquire(name, holder, this.#durationMs);
      return (
        lease &&
        new Term({
          store,
          lease,
          durationMs: this.#durationMs,
          askedAt,
          clock: this.#clock,
          onError: this.#report,
        })
      );
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  /** From here to the end of the term. */
  async #serve(term: Term): Promise<void> {
    // An answer may come too late: after its time, or after `stop`.
    if (term.leftMs > 0 && !this.#stopping.signal.aborted) {
      this.#term = term;
      this.#begin(term);
      await this.#hold(term);
      await this.#finish();
      this.#term = undefined;
    }
    term.end('is not wanted');
    await term.release();
  }

  #begin(term: Term): void {
    try {
      this.#options.onStarted(term.lease.token, term.signal);
    } catch (error) {
      this.#report(error);
      term.end('could not be made use of');
    }
  }

  /** Renews the lease until the term ends. */
  async #hold(term: Term): Promise<void> {
    const { renewMs = 3_000 } = this.#options;
    let renewed = true;
    while (!term.signal.aborted) {
      const pauseMs = renewed ? renewMs : this.#lookMs;
      await sleep(this.#clock, pauseMs, term.signal);
      renewed = await term.renew();
    }
  }

  async #finish(): Promise<void> {
    try {
      await this.#options.onStopped();
    } catch (error) {
      this.#report(error);
    }
  }

  /** Drawn anew each time, so that those who look do not look together. */
  get #lookMs(): number {
    return (this.#options.lookMs ?? 1_000) * (0.5 + Math.random() / 2);
  }

  readonly #report = (error: unknown): void => {
    this.#options.onError?.(asError(error));
  };
}
