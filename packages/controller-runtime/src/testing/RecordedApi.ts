import { deferred } from '../deferred';
import { Matcher, matches } from './faults/Matcher';

/** What a request is called in the words of the API. */
export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'apply'
  | 'patch'
  | 'update'
  | 'delete';

/** One request to the API server, and what became of it. */
export interface RecordedRequest {
  readonly method: string;
  readonly verb: Verb;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly userAgent?: string;
  readonly impersonateUser?: string;
  /** On the monotonic clock, in milliseconds. */
  readonly started: number;
  /** Absent while it is under way; a watch is until it is closed. */
  ended?: number;
  /** Absent when the caller got no answer. */
  status?: number;
  /** Whether the API server was asked. */
  forwarded: boolean;
  /** What was done to it. */
  fault?: string;
}

interface Waiter {
  wanted(): boolean;
  resolve(): void;
}

const WAIT_MS = 20_000;

/** All requests that came through a {@link FaultProxy}, in their order. */
export class RecordedApi {
  readonly all: RecordedRequest[] = [];
  readonly #waiters = new Set<Waiter>();

  /** Those that a matcher holds for. */
  of(matcher: Matcher): RecordedRequest[] {
    return this.all.filter(request => matches(matcher, request));
  }

  count(matcher: Matcher): number {
    return this.of(matcher).length;
  }

  /** Those that change something when they are done. */
  get writes(): RecordedRequest[] {
    return this.all.filter(
      ({ method, query }) => method !== 'GET' && !query.has('dryRun'),
    );
  }

  /** Forgets them. */
  clear(): void {
    this.all.length = 0;
  }

  /** Resolves when so many have ended that a matcher holds for; rejects after 20 s. */
  async ended(matcher: Matcher, count = 1): Promise<RecordedRequest[]> {
    const ended = () =>
      this.of(matcher).filter(request => request.ended !== undefined);
    await this.#until(
      () => ended().length >= count,
      () => `${count} of ${JSON.stringify(matcher)}, not ${ended().length}`,
    );
    return ended();
  }

  /** Resolves when so many have come in; rejects after 20 s. */
  async begun(matcher: Matcher, count = 1): Promise<RecordedRequest[]> {
    await this.#until(
      () => this.count(matcher) >= count,
      () => `${count} of ${JSON.stringify(matcher)}`,
    );
    return this.of(matcher);
  }

  /** To be called whenever a request was added, or has changed. */
  changed(): void {
    for (const waiter of this.#waiters) {
      if (waiter.wanted()) waiter.resolve();
    }
  }

  async #until(wanted: () => boolean, what: () => string): Promise<void> {
    if (wanted()) return;
    const { promise, resolve, reject } = deferred<void>();
    const waiter: Waiter = { wanted, resolve };
    this.#waiters.add(waiter);
    const timer = setTimeout(
      () => reject(new Error(`Waited ${WAIT_MS} ms for ${what()}`)),
      WAIT_MS,
    );
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }
}
