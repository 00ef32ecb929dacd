import { Clock, systemClock } from '../clock';
import { Histogram, HistogramSnapshot } from '../metrics';
import { backoffMs } from './backoffMs';
import { Heap } from './Heap';

/** A timer of Node's that is set for longer goes off at once. */
const LONGEST_ALARM_MS = 2 ** 31 - 1;
const WAIT_BOUNDS_MS = [1, 10, 100, 1_000, 10_000, 60_000, 600_000];
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

/** Which keys a worker takes. */
export interface TakeOptions {
  /** None that is less urgent than this priority. Default: all. */
  priority?: number;
  signal?: AbortSignal;
}

/** A key whose turn it is. */
export interface WorkItem<K> {
  key: K;
  priority: number;
}

/** A worker that waits for a key. */
interface Taker<K> {
  /** It takes none that is less urgent. */
  priority: number;
  give(item: WorkItem<K> | undefined): void;
}

interface Entry<K> extends WorkItem<K> {
  id: string;
  /** When a worker may take it: its time has come, and its key is not in work. */
  readyAt: number;
  /** Breaks ties: first come, first served. */
  sequence: number;
}

/**
 * Keys that need work. A key is in it at most once, however often it is added,
 * and is worked on by one worker at a time: added meanwhile, it comes again
 * afterwards. What is due goes by priority, then by arrival.
 *
 * A queue belongs to what its keys are about: with one queue, and workers of
 * its own, per cluster, no cluster can take the turn of another.
 */
export class WorkQueue<K> {
  readonly #clock: Clock;
  readonly #keyOf: (key: K) => string;
  /** All that is asked for. */
  readonly #entries = new Map<string, Entry<K>>();
  /** Those among them that a worker may take now. */
  readonly #due = new Map<string, Entry<K>>();
  readonly #inFlight = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #ready = new Heap<Entry<K>>((a, b) =>
    a.priority === b.priority
      ? a.sequence < b.sequence
      : a.priority < b.priority,
  );
  readonly #waiting = new Heap<Entry<K>>(isSooner);
  /** What is in `#ready`, by how long it waits. */
  readonly #oldest = new Heap<Entry<K>>(isSooner);
  readonly #takers = new Set<Taker<K>>();
  readonly #waits = new Histogram(WAIT_BOUNDS_MS);
  #sequence = 0;
  #added = 0;
  #retried = 0;
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
    return this.#due.size;
  }

  /** How many keys wait for their time. */
  get delayed(): number {
    this.#promote();
    const now = this.#clock.now();
    // What neither waits for a worker nor for its time waits for its own key.
    const held = [...this.#inFlight].filter(
      id => (this.#entries.get(id)?.readyAt ?? Infinity) <= now,
    );
    return this.#entries.size - this.#due.size - held.length;
  }

  /** How many keys are being worked on. */
  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** For how many milliseconds the key that has waited longest for a worker has done so; 0 when none waits. */
  get oldestAgeMs(): number {
    this.#promote();
    const oldest = firstOf(this.#oldest, this.#due);
    return oldest ? this.#clock.now() - oldest.readyAt : 0;
  }

  /** How many keys came in so far, those not counted that waited already. */
  get added(): number {
    return this.#added;
  }

  /** How often a key has failed so far. */
  get retried(): number {
    return this.#retried;
  }

  /** For how many milliseconds keys have waited for a worker so far. */
  get waits(): HistogramSnapshot {
    return this.#waits.snapshot();
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
    if (!known) {
      this.#added += 1;
    }
    this.#entries.set(id, entry);
    if (!this.#inFlight.has(id)) {
      this.#enqueue(entry);
    }
  }

  /** The next key, once there is one; undefined when the queue closes or the signal aborts. Call `done` afterwards. */
  take({ signal, priority = Infinity }: TakeOptions = {}): Promise<
    WorkItem<K> | undefined
  > {
    if (this.#closed || signal?.aborted) {
      return Promise.resolve(undefined);
    }
    return new Promise(resolve => {
      const taker = {
        priority,
        give: (item: WorkItem<K> | undefined) => {
          this.#takers.delete(taker);
          signal?.removeEventListener('abort', taker.giveUp);
          resolve(item);
        },
        giveUp: () => taker.give(undefined),
      };
      signal?.addEventListener('abort', taker.giveUp, { once: true });
      this.#takers.add(taker);
      this.#serve();
    });
  }

  /** The work on a key that was taken has ended, well or badly. */
  done(key: K): void {
    const id = this.#keyOf(key);
    this.#inFlight.delete(id);
    const again = this.#entries.get(id);
    if (again) {
      again.readyAt = Math.max(again.readyAt, this.#clock.now());
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
    this.#retried += 1;
    const afterMs = Math.max(options.atLeastMs ?? 0, backoffMs(failures));
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
    this.#due.clear();
    this.#takers.forEach(({ give }) => give(undefined));
  }

  #enqueue(entry: Entry<K>): void {
    if (entry.readyAt > this.#clock.now()) {
      push(this.#waiting, entry, this.#entries);
    } else {
      this.#makeDue(entry);
    }
    this.#serve();
  }

  #makeDue(entry: Entry<K>): void {
    this.#due.set(entry.id, entry);
    push(this.#ready, entry, this.#due);
    push(this.#oldest, entry, this.#due);
  }

  /** Hands out what is due, and sets the alarm for what is not. */
  #serve(): void {
    this.#promote();
    for (const { give, priority } of this.#takers) {
      const entry = firstOf(this.#ready, this.#due);
      if (!entry) {
        break;
      }
      if (entry.priority > priority) {
        continue;
      }
      this.#entries.delete(entry.id);
      this.#due.delete(entry.id);
      this.#inFlight.add(entry.id);
      this.#waits.observe(this.#clock.now() - entry.readyAt);
      give({ key: entry.key, priority: entry.priority });
    }
    this.#setAlarm();
  }

  /** Makes due what has come to its time. */
  #promote(): void {
    const now = this.#clock.now();
    let entry = firstOf(this.#waiting, this.#entries);
    while (entry && entry.readyAt <= now) {
      this.#waiting.pop();
      this.#makeDue(entry);
      entry = firstOf(this.#waiting, this.#entries);
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
      }, Math.min(at - this.#clock.now(), LONGEST_ALARM_MS));
    }
  }
}

function isSooner(a: { readyAt: number }, b: { readyAt: number }): boolean {
  return a.readyAt < b.readyAt;
}

/** Puts an entry into a heap, and clears that of those which were replaced or taken when they have become too many. */
function push<K>(
  heap: Heap<Entry<K>>,
  entry: Entry<K>,
  current: ReadonlyMap<string, Entry<K>>,
): void {
  heap.push(entry);
  if (heap.size > 2 * current.size + SLACK) {
    heap.retain(each => current.get(each.id) === each);
  }
}

/** The first entry of a heap that was neither replaced nor taken; those before it are let go. */
function firstOf<K>(
  heap: Heap<Entry<K>>,
  current: ReadonlyMap<string, Entry<K>>,
): Entry<K> | undefined {
  let first = heap.peek();
  while (first && current.get(first.id) !== first) {
    heap.pop();
    first = heap.peek();
  }
  return first;
}
