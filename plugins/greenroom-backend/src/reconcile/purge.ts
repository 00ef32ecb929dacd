import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import {
  DECLARATIONS_TOPIC,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { Fence } from '../database/fence';
import {
  DeclarationStore,
  StoredDeclaration,
} from '../declarations/DeclarationStore';
import { AssetSignals } from './AssetSignals';
import { nextSequence } from './records/statuses';

/** Removes a declaration of which nothing is left, and tells browsers and other plugins. */
export async function purge(
  {
    events,
    knex,
    logger,
    signals,
    store,
  }: {
    events: EventsService;
    knex: Knex;
    logger: LoggerService;
    signals: AssetSignals;
    store: DeclarationStore;
  },
  declaration: StoredDeclaration,
  fence: Fence,
): Promise<void> {
  const { id } = declaration;
  await store.purge(id, fence);
  const sequence = await nextSequence(knex);
  await signals.changed(id, sequence);
  const ref = stringifyAssetRef(declaration);
  await events
    .publish({ topic: DECLARATIONS_TOPIC, eventPayload: { id, ref } })
    .catch(error =>
      logger.warn(
        `Could not announce that ${ref} has gone: ${toError(error).message}`,
      ),
    );
}
