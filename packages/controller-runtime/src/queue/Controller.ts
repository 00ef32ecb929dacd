import { asError } from '../asError';
import { Clock, systemClock } from '../clock';
import { Deadline } from '../clock/Deadline';
import { WorkItem, WorkQueue } from './WorkQueue';

const DRAIN_MS = 8_000;

/** Options of a {@link Controller}. */
export interface ControllerOptions<K> {
  /** For messages. */
  name: string;
  queue: WorkQueue<K>;
  /** How many keys to work on at once. Default 1. */
  concurrency?: number;
  /**
   * So many of these workers take no key that is less urgent than `priority`: a
   * backlog of such keys leaves them free, however long each of its keys takes.
   * Default: none.
   */
  reserved?: { workers: number; priority: number };
  /**
   * Brings the world to what is wanted for a key. Called again after a failure,
   * and whenever the key is added; so it must be safe to call at any time, any
   * number of times. The signal aborts when time is up.
   */
  reconcile(
    key: K,
    signal: AbortSignal,
  ): Promise<{ requeueAfterMs?: number } | void>;
  /** Aborts the signal of a reconcile that takes longer. Default: none. */
  timeoutMs?: number;
  /** Called for each failure, before the key is tried again. */
  onError?(error: Error, failure: ReconcileFailure<K>): void;
  clock?: Clock;
}

/** What is known of a failed reconcile besides the error. */
export interface ReconcileFailure<K> {
  key: K;
  /** How often in a row, this one included. */
  failures: number;
  retryInMs: number;
}

/** Takes keys from a queue and reconciles them. A failing key is tried again later and later, and holds up no other. */
export class Controller<K> {
  readonly name: string;
  readonly #options: ControllerOptions<K>;
  readonly #clock: Clock;
  readonly #stopTaking = new AbortController();
  readonly #abandon = new AbortController();
  #workers?: Promise<void>[];

  constructor(options: ControllerOptions<K>) {
    this.name = options.name;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Starts working. A controller is started once. */
  start(): void {
    if (this.#workers) {
      throw new Error(
        `controller '${this.name}' is started once; make a new one`,
      );
    }
    const { concurrency = 1, reserved } = this.#options;
    const general = concurrency - (reserved?.workers ?? 0);
    if (general < 1) {
      throw new Error(
        `controller '${this.name}' reserves all of its ${concurrency} workers`,
      );
    }
    this.#workers = Array.from({ length: concurrency }, (_, index) =>
      this.#work(index < general ? undefined : reserved?.priority),
    );
  }

  /**
   * Takes no more keys, and resolves when those in work have ended. What has
   * not ended after `drainMs` (default 8 s) has its signal aborted.
   */
  async stop(options: { drainMs?: number } = {}): Promise<void> {
    this.#stopTaking.abort();
    const cancel = this.#clock.setTimeout(
      () => this.#abandon.abort(new Error(`controller '${this.name}' stops`)),
      options.drainMs ?? DRAIN_MS,
    );
    await Promise.all(this.#workers ?? []);
    cancel();
  }

  async #work(priority?: number): Promise<void> {
    const { queue } = this.#options;
    const { signal } = this.#stopTaking;
    for (;;) {
      const item = await queue.take({ signal, priority });
      if (!item) {
        return;
      }
      try {
        await this.#reconcile(item);
      } finally {
        queue.done(item.key);
      }
    }
  }

  async #reconcile({ key, priority }: WorkItem<K>): Promise<void> {
    const { queue, reconcile } = this.#options;
    const bound = this.#bound();
    try {
      const result = await reconcile(key, bound.signal);
      queue.forget(key);
      if (result?.requeueAfterMs !== undefined) {
        queue.add(key, { priority, afterMs: result.requeueAfterMs });
      }
    } catch (thrown) {
      if (!this.#abandon.signal.aborted) {
        this.#retry(key, priority, asError(thrown));
      }
    } finally {
      bound.end();
    }
  }

  #retry(key: K, priority: number, error: Error): void {
    const { queue, onError } = this.#options;
    const atLeastMs =
      'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
        ? error.retryAfterMs
        : undefined;
    const retryInMs = queue.retry(key, { priority, atLeastMs });
    try {
      onError?.(error, { key, failures: queue.failures(key), retryInMs });
    } catch {
      // Who reports errors has nobody to report its own to.
    }
  }

  /** What bounds one reconcile: its timeout, and stopping. */
  #bound(): Pick<Deadline, 'signal' | 'end'> {
    const { timeoutMs } = this.#options;
    const { signal } = this.#abandon;
    return timeoutMs === undefined
      ? { signal, end: () => {} }
      : new Deadline(
          this.#clock,
          timeoutMs,
          signal,
          () =>
            new Error(`controller '${this.name}' took over ${timeoutMs} ms`),
        );
  }
}
