import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  ChangedDeclaration,
  DeclarationStore,
} from '../declarations/DeclarationStore';

const INTERVAL_MS = 1_000;
const PAGE = 500;

/**
 * Follows the change feed, so that the replica that holds a cluster learns what
 * another one was told. What this replica was told itself does not wait for it.
 */
export class ChangeFollower {
  readonly #store: Pick<DeclarationStore, 'changedSince' | 'lastSequence'>;
  readonly #onChange: (change: ChangedDeclaration) => void;
  readonly #logger: LoggerService;
  readonly #stopping = new AbortController();
  #sequence?: number;
  #running?: Promise<void>;

  constructor(options: {
    store: Pick<DeclarationStore, 'changedSince' | 'lastSequence'>;
    onChange(change: ChangedDeclaration): void;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#onChange = options.onChange;
    this.#logger = options.logger;
  }

  /** Follows from now on: who begins to hold a cluster looks at everything anyway. */
  start(): void {
    this.#running = this.#follow(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#read();
      } catch (error) {
        this.#logger.warn(
          `Changes cannot be read: ${toError(error).message}; tried again`,
        );
      }
      await delay(INTERVAL_MS, undefined, { signal }).catch(() => {});
    }
  }

  async #read(): Promise<void> {
    this.#sequence ??= await this.#store.lastSequence();
    let page: ChangedDeclaration[];
    do {
      page = await this.#store.changedSince(this.#sequence, PAGE);
      for (const change of page) {
        this.#onChange(change);
        this.#sequence = change.sequence;
      }
    } while (page.length === PAGE);
  }
}
