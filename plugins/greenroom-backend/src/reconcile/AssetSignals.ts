import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  assetChannel,
  AssetSignal,
  LIST_CHANNEL,
  ListSignal,
  OBSERVED_CHANNEL,
} from '@greenroom/backstage-plugin-greenroom-common';

/** Tells browsers that an asset changed, never how: they fetch that with their own rights. */
export class AssetSignals {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;

  constructor(signals: SignalsService, logger: LoggerService) {
    this.#signals = signals;
    this.#logger = logger;
  }

  /** Something about what others made has changed. Never rejects. */
  async observedChanged(): Promise<void> {
    await this.#try(() =>
      this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: OBSERVED_CHANNEL,
        message: {},
      }),
    );
  }

  /** Never rejects: who missed a signal fetches a minute later. */
  async changed(id: string, sequence: number): Promise<void> {
    await this.#try(() =>
      Promise.all([
        this.#signals.publish({
          recipients: { type: 'broadcast' },
          channel: assetChannel(id),
          message: { id, sequence } satisfies AssetSignal,
        }),
        this.#signals.publish({
          recipients: { type: 'broadcast' },
          channel: LIST_CHANNEL,
          message: { sequence } satisfies ListSignal,
        }),
      ]),
    );
  }

  async #try(publish: () => Promise<unknown>): Promise<void> {
    try {
      await publish();
    } catch (error) {
      this.#logger.warn(
        `Could not signal a changed asset: ${toError(error).message}`,
      );
    }
  }
}
