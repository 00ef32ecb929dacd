import { JsonObject } from '@backstage/types';
import { failureKind, isAbort } from '../api/failure';

/** What a page knows at this moment of something that it keeps up to date. */
export interface LiveSnapshot<T> {
  state: 'loading' | 'ready' | 'missing' | 'denied' | 'error';
  /** The last good answer; kept while asking again and after a failure, not after a refusal. */
  value?: T;
  /** Why the last attempt failed. */
  error?: Error;
  /** `value` is from before a failure: it may be old. */
  stale: boolean;
}

/** The part of the signals API that is used; nothing happens by signal where it is not installed. */
export interface SignalSource {
  subscribe(
    channel: string,
    onMessage: (message: JsonObject) => void,
  ): { unsubscribe(): void };
}

/** A channel to listen on, and which of its messages mean that the answer may have changed. */
export interface LiveChannel {
  channel: string;
  /** `every`: each message. `gap`: only a jump in `sequence`, which tells that messages were missed. */
  when: 'every' | 'gap';
}

export interface LiveQueryOptions<T> {
  load: (signal: AbortSignal) => Promise<T>;
  /** Asked again after each answer, since only the answer may tell the channel. */
  channels: (value: T | undefined) => LiveChannel[];
  signals?: SignalSource;
}

/** Nobody can know that a signal was missed: ask again this often. The browser's cache makes it a conditional GET. */
export const REFETCH_MS = 60_000;
/** A burst of signals becomes one request per this time. */
export const SPACING_MS = 500;
const FIRST_RETRY_MS = 5_000;

/**
 * Keeps one answer up to date while somebody looks: by signal, on focus and on
 * coming online, and once a minute. Does nothing at all while the tab is hidden.
 */
export class LiveQuery<T> {
  readonly #options: LiveQueryOptions<T>;
  readonly #listeners = new Set<() => void>();
  readonly #subscriptions = new Map<string, () => void>();
  readonly #sequences = new Map<string, number>();
  #snapshot: LiveSnapshot<T> = { state: 'loading', stale: false };
  #inFlight?: AbortController;
  #startedAt = -Infinity;
  /** Something changed during a request, whose answer may be from before it. */
  #again = false;
  #failures = 0;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(options: LiveQueryOptions<T>) {
    this.#options = options;
  }

  /** Starts with the first listener and stops with the last. */
  readonly subscribe = (listener: () => void): (() => void) => {
    if (!this.#listeners.size) this.#start();
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (!this.#listeners.size) this.#stop();
    };
  };

  readonly getSnapshot = (): LiveSnapshot<T> => this.#snapshot;

  /** Asks again now. */
  readonly refresh = (): void => {
    if (this.#inFlight) this.#again = true;
    else if (this.#active) this.#fetch();
  };

  /** Whether anybody listens. */
  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  get #active(): boolean {
    return this.watched && document.visibilityState !== 'hidden';
  }

  #start() {
    document.addEventListener('visibilitychange', this.#onVisibility);
    window.addEventListener('focus', this.refresh);
    window.addEventListener('online', this.refresh);
    if (document.visibilityState !== 'hidden') this.#resume();
  }

  #stop() {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.removeEventListener('focus', this.refresh);
    window.removeEventListener('online', this.refresh);
    this.#pause();
  }

  readonly #onVisibility = () => {
    if (document.visibilityState === 'hidden') this.#pause();
    else this.#resume();
  };

  #resume() {
    this.#listen();
    if (!this.#inFlight) this.#fetch();
  }

  #pause() {
    clearTimeout(this.#timer);
    this.#inFlight?.abort();
    this.#inFlight = undefined;
    this.#again = false;
    this.#subscriptions.forEach(unsubscribe => unsubscribe());
    this.#subscriptions.clear();
    this.#sequences.clear();
  }

  /** Brings the subscriptions to the channels of the current value. */
  #listen() {
    const { signals, channels } = this.#options;
    if (!signals) return;
    const wanted = channels(this.#snapshot.value);
    for (const [channel, unsubscribe] of this.#subscriptions) {
      if (!wanted.some(other => other.channel === channel)) {
        unsubscribe();
        this.#subscriptions.delete(channel);
        this.#sequences.delete(channel);
      }
    }
    for (const { channel, when } of wanted) {
      if (!this.#subscriptions.has(channel)) {
        const subscription = signals.subscribe(channel, message =>
          this.#onSignal(channel, when, message),
        );
        this.#subscriptions.set(channel, () => subscription.unsubscribe());
      }
    }
  }

  #onSignal(channel: string, when: LiveChannel['when'], message: JsonObject) {
    const { sequence } = message;
    const last = this.#sequences.get(channel);
    if (typeof sequence === 'number') this.#sequences.set(channel, sequence);
    const repeated = last !== undefined && sequence === last;
    const gap =
      last !== undefined &&
      typeof sequence === 'number' &&
      sequence !== last + 1;
    if (!repeated && (when === 'every' || gap)) this.#fetchSpaced();
  }

  #fetchSpaced() {
    const wait = this.#startedAt + SPACING_MS - Date.now();
    if (this.#inFlight) this.#again = true;
    else if (wait > 0) this.#schedule(wait);
    else this.#fetch();
  }

  #schedule(wait: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), wait);
  }

  async #fetch() {
    clearTimeout(this.#timer);
    const request = new AbortController();
    this.#inFlight = request;
    this.#startedAt = Date.now();
    let next: LiveSnapshot<T>;
    try {
      const value = await this.#options.load(request.signal);
      this.#failures = 0;
      next = { state: 'ready', value, stale: false };
    } catch (error) {
      if (isAbort(error) && request.signal.aborted) return;
      this.#failures += 1;
      next = this.#failed(error as Error);
    }
    if (request.signal.aborted || this.#inFlight !== request) return;
    this.#inFlight = undefined;
    this.#publish(next);
    this.#listen();
    this.#scheduleNext();
  }

  #failed(error: Error): LiveSnapshot<T> {
    const kind = failureKind(error);
    if (kind === 'missing' || kind === 'denied') {
      // What one may not see any more, or what is gone, is not shown any longer.
      return { state: kind, error, stale: false };
    }
    const { value } = this.#snapshot;
    return value === undefined
      ? { state: 'error', error, stale: false }
      : { state: 'ready', value, error, stale: true };
  }

  #scheduleNext() {
    if (!this.#active) return;
    if (this.#again) {
      this.#again = false;
      this.#fetchSpaced();
      return;
    }
    const backOff = FIRST_RETRY_MS * 2 ** (this.#failures - 1);
    this.#schedule(this.#failures ? Math.min(backOff, REFETCH_MS) : REFETCH_MS);
  }

  #publish(snapshot: LiveSnapshot<T>) {
    this.#snapshot = snapshot;
    this.#listeners.forEach(listener => listener());
  }
}
