import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { Notice } from './Notice';

/** Notices that wait to be sent; what comes on top of them is lost. */
const MOST_WAITING = 1_000;
const PATIENCE_MS = 10_000;
/** Before each further attempt. */
const PAUSES_MS: readonly number[] = [1_000, 15_000];

/**
 * Sends notices to the owners of assets by Backstage's notifications, one after
 * another in the background: whoever has a notice never waits, and one that
 * cannot be sent is lost.
 */
export class OwnerNotifier {
  readonly #service: NotificationService;
  readonly #logger: LoggerService;
  readonly #pausesMs: readonly number[];
  readonly #stopping = new AbortController();
  #waiting: Notice[] = [];
  #sending?: Promise<void>;
  /** The last one could not be sent: there may be nobody who takes them. */
  #failing = false;

  constructor(
    service: NotificationService,
    logger: LoggerService,
    options: { pausesMs?: readonly number[] } = {},
  ) {
    this.#service = service;
    this.#logger = logger;
    this.#pausesMs = options.pausesMs ?? PAUSES_MS;
  }

  /** Never throws. */
  readonly notify = (notice: Notice): void => {
    if (this.#stopping.signal.aborted) return;
    if (this.#waiting.length >= MOST_WAITING) {
      this.#failed(notice, new Error(`${MOST_WAITING} others wait`));
      return;
    }
    this.#waiting.push(notice);
    this.#sending ??= this.#drain();
  };

  /** What is not sent yet will not be. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waiting = [];
    await this.#sending;
  }

  async #drain(): Promise<void> {
    for (
      let notice = this.#waiting.shift();
      notice;
      notice = this.#waiting.shift()
    ) {
      await this.#send(notice);
    }
    this.#sending = undefined;
  }

  /** Sent twice it is shown once: its scope is the same. */
  async #send(notice: Notice): Promise<void> {
    const { signal } = this.#stopping;
    const pauses = this.#failing ? [] : [...this.#pausesMs];
    for (;;) {
      try {
        await this.#attempt(notice);
        this.#failing = false;
        return;
      } catch (error) {
        const pauseMs = pauses.shift();
        if (pauseMs === undefined || signal.aborted) {
          this.#failed(notice, toError(error));
          return;
        }
        await delay(pauseMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #attempt(notice: Notice): Promise<void> {
    const done = new AbortController();
    const { signal } = done;
    try {
      await Promise.race([
        this.#service.send(toNotification(notice)),
        delay(PATIENCE_MS, undefined, { signal }).then(() => {
          throw new Error(`no answer within ${PATIENCE_MS} ms`);
        }),
      ]);
    } finally {
      done.abort();
    }
  }

  /** Said once, until one is sent again. */
  #failed({ title }: Notice, { message }: Error): void {
    const text = `Could not notify the owner: ${title}: ${message}`;
    if (this.#failing) {
      this.#logger.debug(text);
      return;
    }
    this.#failing = true;
    this.#logger.warn(
      `${text}. Without Backstage's notifications backend, set greenroom.notifications.enabled to false.`,
    );
  }
}

function toNotification({
  owner,
  entityRef,
  ...payload
}: Notice): NotificationSendOptions {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return {
    recipients: { type: 'entity', entityRef: owner },
    payload: { ...payload, link: `/catalog/${namespace}/${kind}/${name}` },
  };
}
