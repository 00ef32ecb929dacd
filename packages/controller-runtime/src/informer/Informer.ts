import { asError } from '../asError';
import { Clock, sleep, systemClock } from '../clock';
import { deferred } from '../deferred';
import {
  ApiError,
  isForbidden,
  isGone,
  isNotFound,
  isUnauthorized,
  KubernetesObject,
} from '../transport';
import { Backoff } from './Backoff';
import { InformerEvent } from './InformerEvent';
import { InformerHealth } from './InformerHealth';
import { InformerOptions } from './InformerOptions';
import { Projected } from './Projected';
import { keyOf, ProjectionStore } from './ProjectionStore';
import { parseWatchEvent, WatchEvent } from './WatchEvent';
import { Watchdog } from '../clock/Watchdog';

const PAGE_SIZE = 500;
const WATCH_SECONDS = 290;
const WATCH_JITTER_SECONDS = 30;
/** 2.5 times the interval of about a minute in which the server sends bookmarks. */
const SILENCE_MS = 150_000;
/** A watch that ends sooner, without an event, did not work. */
const SHORTEST_WATCH_MS = 1_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;
/** Within this time a collection whose history is gone is listed again: a 410 often comes to many at once. */
const RELIST_MS = 1_000;
/** For what only a person can change: rights, or whether the resource exists. */
const SLOW_RETRY_MS = 30_000;
/** An API server that starts refuses all until it has read the rights: so long a refusal may pass by itself. */
const FRESH_DENIAL_MS = 15_000;
const FRESH_DENIAL_RETRY_MS = 2_000;

/**
 * A local picture of a collection of objects, kept up to date by a list and a
 * watch. It holds projections, never whole objects. No failure ends it: it
 * comes back by itself, and `health` says how far it can be trusted meanwhile.
 */
export class Informer<T extends Projected> {
  readonly #options: InformerOptions<T>;
  readonly #clock: Clock;
  readonly #what: string;
  readonly #store = new ProjectionStore<T>();
  readonly #backoff = new Backoff({
    baseMs: FIRST_RETRY_MS,
    capMs: LONGEST_RETRY_MS,
  });
  readonly #stopping = new AbortController();
  readonly #firstSync = deferred<void>();
  #running?: Promise<void>;
  /** From where to watch; undefined when a list is needed first. */
  #resourceVersion?: string;
  /** Whether the last failure was a 410. Two in a row are no longer about history. */
  #gone = false;
  /** Whether a line could not be read. What it said is then made up for by a list, after the watch. */
  #missed = false;
  #synced = false;
  #health: Pick<InformerHealth, 'state' | 'since' | 'error'>;
  /** Since when it is refused, on the monotonic clock. */
  #deniedAt?: number;
  /** When the server was last heard of, on the monotonic clock: each event notes it, so it makes no Date. */
  #contactAt?: number;

  constructor(options: InformerOptions<T>) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#what = `cluster '${options.client.name}': watch of ${options.resource.plural}`;
    this.#health = { state: 'starting', since: this.#clock.date() };
    this.#stopping.signal.addEventListener('abort', () =>
      this.#firstSync.reject(new Error(`${this.#what} was stopped`)),
    );
    // Without somebody waiting, stopping before the first list is no error.
    this.#firstSync.promise.catch(() => {});
  }

  /** Starts, until `stop` or the signal. An informer is started once. */
  start(signal?: AbortSignal): void {
    if (this.#running) {
      throw new Error(`${this.#what} is started once; make a new one`);
    }
    const stop = () => this.#stopping.abort();
    if (signal?.aborted) {
      stop();
    }
    signal?.addEventListener('abort', stop, { once: true });
    this.#running = this.#run(this.#stopping.signal).finally(() =>
      signal?.removeEventListener('abort', stop),
    );
  }

  /** Stops, and resolves when no more events come. What is held stays readable. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Whether everything that existed at some moment since the start has been seen. */
  get synced(): boolean {
    return this.#synced;
  }

  /** Resolves when synced; rejects when the signal aborts or the informer stops first. */
  async waitForSync(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const aborted = deferred<never>();
    const giveUp = () => aborted.reject(signal?.reason);
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      await Promise.race([this.#firstSync.promise, aborted.promise]);
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** How far what is held can be trusted now. */
  get health(): InformerHealth {
    const { state, since, error } = this.#health;
    return { state, since, lastContact: this.#lastContact, error };
  }

  /** The projection of one object; of a cluster-scoped one without namespace. */
  get(namespace: string | undefined, name: string): T | undefined {
    return this.#store.get(namespace, name);
  }

  /** All projections, in no particular order. */
  list(): Iterable<T> {
    return this.#store.values();
  }

  /** Up to where everything has been seen; undefined before the first list and while history is lost. */
  get resourceVersion(): string | undefined {
    return this.#resourceVersion;
  }

  /** How many objects are held. */
  get size(): number {
    return this.#store.size;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (this.#resourceVersion === undefined || this.#missed) {
          this.#resourceVersion = await this.#relist(signal);
          this.#missed = false;
          this.#live();
        }
        await this.#watch(this.#resourceVersion, signal);
      } catch (error) {
        if (!signal.aborted) {
          await sleep(this.#clock, this.#failed(asError(error)), signal);
        }
      }
    }
  }

  /** Reads the whole collection, and says what is different from what was held. */
  async #relist(signal: AbortSignal): Promise<string> {
    const { pageSize: limit = PAGE_SIZE } = this.#options;
    try {
      return await this.#listInPages(limit, signal);
    } catch (error) {
      // Before the last page was read the server forgot the list. In one
      // piece it cannot.
      if (isGone(error)) {
        return this.#listInPages(undefined, signal);
      }
      throw error;
    }
  }

  async #listInPages(
    limit: number | undefined,
    signal: AbortSignal,
  ): Promise<string> {
    const seen = new Set<string>();
    let token: string | undefined;
    for (;;) {
      const next = await this.#receivePage({ limit, token, signal }, seen);
      token = next.token;
      if (!token) {
        this.#emit(this.#store.retain(seen));
        return next.resourceVersion;
      }
      this.#contact();
    }
  }

  /** Takes in one page, and adds the keys on it to `seen`. The page ends with this call, before the next is asked for. */
  async #receivePage(
    which: { limit?: number; token?: string; signal: AbortSignal },
    seen: Set<string>,
  ): Promise<{ token?: string; resourceVersion: string }> {
    const { client, resource } = this.#options;
    const { limit, token, signal } = which;
    const page = await client.listPage(resource, {
      ...this.#selection(),
      limit,
      continue: token,
      signal,
    });
    for (const object of page.items) {
      seen.add(this.#receive(object));
    }
    return { token: page.continue, resourceVersion: page.resourceVersion };
  }

  /** Follows changes until the server ends the watch; throws when that was not as planned. */
  async #watch(resourceVersion: string, signal: AbortSignal): Promise<void> {
    const { client, resource } = this.#options;
    const silence = new AbortController();
    const watchdog = new Watchdog(this.#clock, SILENCE_MS, () =>
      silence.abort(
        new Error(`${this.#what} was silent for ${SILENCE_MS / 1000} s`),
      ),
    );
    const started = this.#clock.now();
    let received = 0;
    const heard = () => {
      received += 1;
      watchdog.feed();
      this.#contact();
    };
    try {
      const lines = client.watch(resource, {
        ...this.#selection(),
        resourceVersion,
        timeoutSeconds: Math.round(
          WATCH_SECONDS + (Math.random() - 0.5) * 2 * WATCH_JITTER_SECONDS,
        ),
        signal: AbortSignal.any([signal, silence.signal]),
        onOpen: () => {
          watchdog.feed();
          this.#live();
        },
        onMalformed: error => {
          heard();
          this.#missed = true;
          this.#report(error);
        },
      });
      for await (const line of lines) {
        heard();
        this.#read(line);
      }
    } finally {
      watchdog.stop();
      if (this.#clock.now() - started > LONGEST_RETRY_MS) {
        this.#backoff.reset();
        this.#gone = false;
      }
    }
    if (received === 0 && this.#clock.now() - started < SHORTEST_WATCH_MS) {
      throw new Error(`${this.#what} ended as soon as it began`);
    }
  }

  /** Takes in one line of the watch. One that makes no sense is reported and left out. */
  #read(line: string): void {
    let event: WatchEvent;
    try {
      event = parseWatchEvent(line, this.#what);
    } catch (error) {
      if (error instanceof ApiError) {
        throw error;
      }
      this.#missed = true;
      this.#report(error);
      return;
    }
    const { type, object } = event;
    if (type === 'ADDED' || type === 'MODIFIED') {
      this.#receive(object);
    } else if (type === 'DELETED') {
      this.#emit(this.#store.remove(object.metadata));
    }
    const { resourceVersion } = object.metadata;
    if (resourceVersion) {
      this.#resourceVersion = resourceVersion;
    }
  }

  /** Takes in the state of one object. Returns its key, also when it cannot be projected: what was held of it then stays. */
  #receive(object: KubernetesObject): string {
    let key = '';
    try {
      if (typeof object.metadata?.name !== 'string') {
        throw new Error(`${this.#what}: an object in the list has no name`);
      }
      key = keyOf(object.metadata);
      const projected = this.#options.project(object);
      this.#emit(
        projected
          ? this.#store.put(projected)
          : this.#store.remove({ ...object.metadata, uid: undefined }),
      );
    } catch (error) {
      this.#report(error);
    }
    return key;
  }

  #emit(events: InformerEvent<T>[]): void {
    for (const event of events) {
      try {
        // An async handler is a mistake that types do not catch; its failure
        // must not end the process.
        const result: unknown = this.#options.onEvent?.(event);
        if (result instanceof Promise) {
          result.catch(error => this.#report(error));
        }
      } catch (error) {
        this.#report(error);
      }
    }
  }

  /** Notes a failure, and returns how long to wait before the next try. */
  #failed(error: Error): number {
    const denied = isForbidden(error) || isUnauthorized(error);
    this.#become(denied ? 'denied' : 'stale', error.message);
    this.#report(error);

    const goneBefore = this.#gone;
    this.#gone = isGone(error);
    if (this.#gone) {
      this.#resourceVersion = undefined;
    }
    if (this.#gone && !goneBefore) {
      return RELIST_MS * Math.random();
    }
    if (denied || isNotFound(error)) {
      const pause =
        denied && this.#isDeniedLately()
          ? FRESH_DENIAL_RETRY_MS
          : SLOW_RETRY_MS;
      return pause * (0.8 + Math.random() * 0.4);
    }
    const asked = error instanceof ApiError ? error.retryAfterMs ?? 0 : 0;
    return Math.max(asked, this.#backoff.next());
  }

  /** It worked before, and was not refused for long. */
  #isDeniedLately(): boolean {
    const now = this.#clock.now();
    this.#deniedAt ??= now;
    return this.#synced && now - this.#deniedAt < FRESH_DENIAL_MS;
  }

  #live(): void {
    this.#deniedAt = undefined;
    this.#synced = true;
    this.#firstSync.resolve();
    this.#become('live');
    this.#contact();
  }

  #become(state: InformerHealth['state'], error?: string): void {
    // Before the first list there is nothing that could have become stale.
    const next = state === 'stale' && !this.#synced ? 'starting' : state;
    const since =
      next === this.#health.state ? this.#health.since : this.#clock.date();
    this.#health = { state: next, since, error };
  }

  #contact(): void {
    this.#contactAt = this.#clock.now();
  }

  get #lastContact(): Date | undefined {
    if (this.#contactAt === undefined) {
      return undefined;
    }
    const agoMs = this.#clock.now() - this.#contactAt;
    return new Date(this.#clock.date().getTime() - agoMs);
  }

  #report(error: unknown): void {
    this.#options.onError?.(asError(error));
  }

  #selection() {
    const { namespace, labelSelector, fieldSelector, metadataOnly } =
      this.#options;
    return { namespace, labelSelector, fieldSelector, metadataOnly };
  }
}
