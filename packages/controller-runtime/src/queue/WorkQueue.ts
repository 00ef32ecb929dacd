import { Clock, systemClock } from '../clock';
import { Heap } from './Heap';

const FIRST_BACKOFF_MS = 5;
const LONGEST_BACKOFF_MS = 300_000;
/** Heaps keep entries that were replaced until these are this much of them. */
const SLACK = 64;

/** Options of a {@link WorkQueue}. */
export interface WorkQueueOptions<K> {
  /** What makes two keys the same. Default: the string itself, else its JSON, in which the order of fields counts. */
  keyOf?(key: K): string;
  clock?: Clock;
}

/** How soon, and before what else, a key is to be worked on. */
export interface AddOptions {
  /** The smaller, the sooner. 0, the default, is a fresh change; a resync uses 10. */
  priority?: number;
  /** Not before this many milliseconds from now. */
  afterMs?: number;
}

/** A key whose turn it is. */
export interface WorkItem<K> {
  key: K;
  priority: number;
}

interface Entry<K> extends WorkItem<K> {
  id: string;
  readyAt: number;
  /** Breaks ties: first come, first served. */
  sequence: number;
}

/**
 * Keys that need work. A key is in it at most once, however often it is added,
 * and is worked on by one worker at a time: added meanwhile, it comes again
 * afterwards. What is due goes by priority, then by arrival.
 */
export class WorkQueue<K> {
  readonly #clock: Clock;
  readonly #keyOf: (key: K) => string;
  readonly #entries = new Map<string, Entry<K>>();
  readonly #inFlight = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #ready = new Heap<Entry<K>>((a, b) =>
    a.priority === b.priority
      ? a.sequence < b.sequence
      : a.priority < b.priority,
  );
  readonly #waiting = new Heap<Entry<K>>((a, b) => a.readyAt < b.readyAt);
  readonly #takers = new Set<(item: WorkItem<K> | undefined) => void>();
  #sequence = 0;
  #closed = false;
  #alarmAt = Infinity;
  #cancelAlarm: () => void = () => {};

  constructor(options: WorkQueueOptions<K> = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#keyOf =
      options.keyOf ??
      (key => (typeof key === 'string' ? key : JSON.stringify(key)));
  }

  /** How many keys wait for a worker now; neither those whose time has not come, nor those in work. */
  get depth(): number {
    this.#promote();
    return this.#due().length;
  }

  /** How many keys wait for their time. */
  get delayed(): number {
    const now = this.#clock.now();
    return [...this.#entries.values()].filter(({ readyAt }) => readyAt > now)
      .length;
  }

  /** How many keys are being worked on. */
  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** For how many milliseconds the key that has waited longest has been due; 0 when none waits. */
  get oldestAgeMs(): number {
    const now = this.#clock.now();
    return this.#due().reduce(
      (oldest, { readyAt }) => Math.max(oldest, now - readyAt),
      0,
    );
  }

  /** Asks for work on a key. When it waits already, the sooner time and the more urgent priority count. */
  add(key: K, options: AddOptions = {}): void {
    if (this.#closed) {
      return;
    }
    const { priority = 0, afterMs = 0 } = options;
    const id = this.#keyOf(key);
    const known = this.#entries.get(id);
    const readyAt = this.#clock.now() + afterMs;
    if (known && known.readyAt <= readyAt && known.priority <= priority) {
      return;
    }
    const entry: Entry<K> = {
      id,
      key,
      priority: Math.min(priority, known?.priority ?? priority),
      readyAt: Math.min(readyAt, known?.readyAt ?? readyAt),
      sequence: known?.sequence ?? this.#sequence++,
    };
    this.#entries.set(id, entry);
    if (!this.#inFlight.has(id)) {
      this.#enqueue(entry);
    }
  }

  /** The next key, once there is one; undefined when the queue closes or the signal aborts. Call `done` afterwards. */
  take(signal?: AbortSignal): Promise<WorkItem<K> | undefined> {
    if (this.#closed || signal?.aborted) {
      return Promise.resolve(undefined);
    }
    return new Promise(resolve => {
      const taker = {
        give: (item: WorkItem<K> | undefined) => {
          this.#takers.delete(taker.give);
          signal?.removeEventListener('abort', taker.giveUp);
          resolve(item);
        },
        giveUp: () => taker.give(undefined),
      };
      signal?.addEventListener('abort', taker.giveUp, { once: true });
      this.#takers.add(taker.give);
      this.#serve();
    });
  }

  /** The work on a key that was taken has ended, well or badly. */
  done(key: K): void {
    const id = this.#keyOf(key);
    this.#inFlight.delete(id);
    const again = this.#entries.get(id);
    if (again) {
      this.#enqueue(again);
    }
  }

  /**
   * Asks for work on a key that failed, later each time: 5 ms, doubled up to
   * 5 min, until `forget`. Returns the wait in milliseconds.
   */
  retry(
    key: K,
    options: { priority?: number; atLeastMs?: number } = {},
  ): number {
    const id = this.#keyOf(key);
    const failures = this.#failures.get(id) ?? 0;
    this.#failures.set(id, failures + 1);
    const afterMs = Math.max(
      options.atLeastMs ?? 0,
      Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS),
    );
    this.add(key, { priority: options.priority, afterMs });
    return afterMs;
  }

  /** How often in a row a key has failed. */
  failures(key: K): number {
    return this.#failures.get(this.#keyOf(key)) ?? 0;
  }

  /** A key has succeeded: its next failure is a first one. */
  forget(key: K): void {
    this.#failures.delete(this.#keyOf(key));
  }

  /** Gives out and takes in nothing more. */
  close(): void {
    this.#closed = true;
    this.#cancelAlarm();
    this.#entries.clear();
    this.#takers.forEach(give => give(undefined));
  }

  #enqueue(entry: Entry<K>): void {
    const heap =
      entry.readyAt > this.#clock.now() ? this.#waiting : this.#ready;
    heap.push(entry);
    if (heap.size > 2 * this.#entries.size + SLACK) {
      heap.retain(this.#isCurrent);
    }
    this.#serve();
  }

  /** Hands out what is due, and sets the alarm for what is not. */
  #serve(): void {
    this.#promote();
    for (const give of this.#takers) {
      const entry = this.#next();
      if (!entry) {
        break;
      }
      this.#entries.delete(entry.id);
      this.#inFlight.add(entry.id);
      give({ key: entry.key, priority: entry.priority });
    }
    this.#setAlarm();
  }

  #next(): Entry<K> | undefined {
    let entry = this.#ready.pop();
    while (entry && !this.#isCurrent(entry)) {
      entry = this.#ready.pop();
    }
    return entry;
  }

  #promote(): void {
    const now = this.#clock.now();
    let entry = this.#waiting.peek();
    while (entry && (entry.readyAt <= now || !this.#isCurrent(entry))) {
      this.#waiting.pop();
      if (this.#isCurrent(entry)) {
        this.#ready.push(entry);
      }
      entry = this.#waiting.peek();
    }
  }

  #setAlarm(): void {
    const at = this.#waiting.peek()?.readyAt ?? Infinity;
    if (at === this.#alarmAt) {
      return;
    }
    this.#cancelAlarm();
    this.#alarmAt = at;
    if (at < Infinity) {
      this.#cancelAlarm = this.#clock.setTimeout(() => {
        this.#alarmAt = Infinity;
        this.#serve();
      }, at - this.#clock.now());
    }
  }

  /** Whether an entry of a heap still counts: it was neither replaced nor taken, and its key is free. */
  readonly #isCurrent = (entry: Entry<K>): boolean =>
    this.#entries.get(entry.id) === entry && !this.#inFlight.has(entry.id);

  #due(): Entry<K>[] {
    const now = this.#clock.now();
    return [...this.#entries.values()].filter(
      ({ id, readyAt }) => readyAt <= now && !this.#inFlight.has(id),
    );
  }
}
