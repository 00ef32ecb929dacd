import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  assetChannel,
  AssetSignal,
  LIST_CHANNEL,
  ListSignal,
} from '@greenroom/backstage-plugin-greenroom-common';

/** Tells browsers that an asset changed, never how: they fetch that with their own rights. */
export class AssetSignals {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;

  constructor(signals: SignalsService, logger: LoggerService) {
    this.#signals = signals;
    this.#logger = logger;
  }

  /** Never rejects: who missed a signal fetches a minute later. */
  async changed(id: string, sequence: number): Promise<void> {
    try {
      await Promise.all([
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
      ]);
    } catch (error) {
      this.#logger.warn(
        `Could not signal a changed asset: ${toError(error).message}`,
      );
    }
  }
}
