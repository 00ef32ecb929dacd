import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Controller, WorkQueue } from '@greenroom/controller-runtime';
import { Observer } from '../observe';
import { TryLaterError } from './errors';
import { Change } from './Pauses';
import { Reconciler } from './Reconciler';
import { Requeue } from './requeue';

/** More than there may be requests under way: while some wait for the database, others talk to the cluster. */
const CONCURRENCY = 48;
/**
 * Who changes something, and what is seen, finds a worker also while thousands
 * are created; and so few are created at a time that the API server and the
 * database answer the others at once.
 */
const RESERVED = { workers: 36, priority: 2 };
/** A reconcile makes few requests, each with a timeout of its own. */
const RECONCILE_TIMEOUT_MS = 120_000;
/** After a start, how long to wait for the watches before statuses are shown as old. */
const SETTLE_MS = 10_000;
const LOOK_MS = 50;
/** Who changes what runs waits for it; who has many made waits for the last of them. */
const CREATED = { priority: 5 };
const RESYNC = { priority: 10 };
/** What is seen within this time is looked at together: one change of a pod comes as several events. */
const SEEN = { priority: 2, afterMs: 25 };

export interface TermOptions {
  cluster: string;
  reconciler: Pick<Reconciler, 'changed' | 'changedAround' | 'reconcile'>;
  observer: Pick<Observer, 'settled'>;
  /** Done before the first reconcile, unless it takes long. */
  prepare(signal: AbortSignal): Promise<unknown>;
  /** Ids of all declarations on this cluster. */
  all(): Promise<string[]>;
  logger: LoggerService;
}

/** The time during which this replica holds a cluster: what is to be reconciled, and the workers that do it. */
export class Term {
  readonly #options: TermOptions;
  readonly #queue = new WorkQueue<string>();
  readonly #controller: Controller<string>;
  readonly #stopping = new AbortController();
  #begun?: Promise<void>;

  constructor(options: TermOptions) {
    this.#options = options;
    const { cluster, logger, reconciler } = options;
    this.#controller = new Controller<string>({
      name: `cluster ${cluster}`,
      queue: this.#queue,
      concurrency: CONCURRENCY,
      reserved: RESERVED,
      timeoutMs: RECONCILE_TIMEOUT_MS,
      reconcile: (id, signal): Promise<Requeue | undefined> =>
        reconciler.reconcile(id, signal),
      onError: (error, { key, failures, retryInMs }) => {
        const message = `Cluster '${cluster}', declaration ${key}: ${error.message} (attempt ${failures}, again in ${retryInMs} ms)`;
        // What is recorded as a condition needs no second place to look at.
        if (error instanceof TryLaterError) logger.debug(message);
        else logger.error(message, error);
      },
    });
  }

  /** Works from the first complete picture on; from an incomplete one when that takes long. */
  start(): void {
    this.#begun = this.#begin(this.#stopping.signal);
  }

  /** Finishes what is in work; after `drainMs` it is abandoned. */
  async stop(options: { drainMs?: number } = {}): Promise<void> {
    this.#stopping.abort();
    await this.#begun;
    await this.#controller.stop(options);
    this.#queue.close();
  }

  /** A declaration changed. */
  changed({ id, revision }: { id: string; revision?: number }): void {
    this.#options.reconciler.changed(id);
    this.#queue.add(id, revision === 1 ? CREATED : {});
  }

  /** Something that belongs to these declarations changed on the cluster. */
  seen(ids: Iterable<string>): void {
    for (const id of ids) this.#queue.add(id, SEEN);
  }

  /** Looks at these again, after what has really changed. */
  resync(ids: () => Promise<string[]>): void {
    if (this.#stopping.signal.aborted) return;
    ids().then(
      found => found.forEach(id => this.#queue.add(id, RESYNC)),
      error =>
        this.#options.logger.warn(
          `Cluster '${this.#options.cluster}': ${toError(error).message}`,
        ),
    );
  }

  /** As {@link resync}, of everything. */
  changedAround(change: Change): void {
    this.#options.reconciler.changedAround(change);
    this.resync(this.#options.all);
  }

  /** The quota of a namespace changed: what was refused there may go on. */
  quotaChanged(namespace: string): void {
    const healed = this.#options.reconciler.changedAround('quota', namespace);
    this.resync(async () => healed);
  }

  get queue(): Pick<
    WorkQueue<string>,
    'depth' | 'delayed' | 'inFlight' | 'oldestAgeMs'
  > {
    return this.#queue;
  }

  async #begin(signal: AbortSignal): Promise<void> {
    try {
      const { observer, prepare } = this.#options;
      const until = performance.now() + SETTLE_MS;
      let prepared = false;
      const done = () => {
        prepared = true;
      };
      prepare(signal).then(done, done);
      while (!(observer.settled && prepared) && performance.now() < until) {
        await delay(LOOK_MS, undefined, { signal });
      }
      this.resync(this.#options.all);
      this.#controller.start();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
