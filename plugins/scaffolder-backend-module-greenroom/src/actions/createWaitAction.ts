import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  Asset,
  assetEntityRef,
  Status,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Clock, systemClock } from '../progress/Clock';
import { isPassing } from '../progress/isPassing';
import { poll } from '../progress/poll';
import { ProgressLog } from '../progress/ProgressLog';
import { ActionOptions } from './ActionOptions';
import { assetInput, assetRefOf } from './assetInput';
import { callAsInitiator } from './callAsInitiator';
import { toTaskError } from './toTaskError';
import { timeoutInput, deadlineOf } from './timeout';

/** What one look at the API and the catalog showed; undefined where it could not be seen. */
interface Sight {
  asset?: Asset;
  inCatalog: boolean;
}

/**
 * `greenroom:wait`: waits until an asset runs, or failed, and the catalog shows it.
 * Ends well in any case but a refusal: that something must wait for its
 * accelerator is an answer, not an error of the template.
 */
export function createWaitAction(
  options: ActionOptions & { catalog: CatalogService; clock?: Clock },
) {
  const { auth, greenroom, catalog, clock = systemClock } = options;

  return createTemplateAction({
    id: 'greenroom:wait',
    description:
      'Waits until a Greenroom asset is ready or says why not, and until the catalog shows it',
    supportsDryRun: true,
    schema: {
      input: {
        ...assetInput,
        revision: z =>
          z
            .number()
            .int()
            .optional()
            .describe('Revision to wait for; the current one when absent'),
        timeoutSeconds: timeoutInput,
      },
      output: {
        phase: z => z.string().describe('e.g. Ready, Pending or Failed'),
        summary: z => z.string().describe('The same in a sentence'),
        entityRef: z =>
          z.string().describe('The entity that shows it in the catalog'),
      },
    },
    async handler(ctx) {
      const ref = assetRefOf(ctx.input);
      const name = stringifyAssetRef(ref);
      const entityRef = assetEntityRef(ref);
      const log = new ProgressLog(ctx.logger);

      const end = (phase: string, summary: string) => {
        ctx.logger.info(`${name} is ${phase}. ${summary}`);
        ctx.output('phase', phase);
        ctx.output('summary', summary);
        ctx.output('entityRef', entityRef);
      };
      if (ctx.isDryRun) {
        end('Pending', 'This was a dry run: nothing was made.');
        return;
      }

      const readAsset = async (): Promise<Asset | undefined> => {
        try {
          return await greenroom.getAsset(
            ref,
            await callAsInitiator(auth, ctx),
          );
        } catch (error) {
          ctx.signal?.throwIfAborted();
          if (!isPassing(error)) throw toTaskError('read', ref, error);
          log.once('Greenroom does not answer at the moment; trying again.');
          return undefined;
        }
      };
      const readCatalog = async (): Promise<boolean> => {
        try {
          const credentials = await ctx.getInitiatorCredentials();
          return Boolean(
            await catalog.getEntityByRef(entityRef, { credentials }),
          );
        } catch {
          log.once('The catalog does not answer at the moment; trying again.');
          return false;
        }
      };

      const { asset, inCatalog } = await poll<Sight>({
        clock,
        signal: ctx.signal,
        deadline: await deadlineOf(ctx, name, clock),
        async ask() {
          const seen = await readAsset();
          if (!seen) return { inCatalog: false };
          log.report(seen.status);
          const settled = isSettled(seen, ctx.input.revision);
          return { asset: seen, inCatalog: settled && (await readCatalog()) };
        },
        done: sight => sight.inCatalog,
      });

      if (!asset) {
        end('Unknown', 'Greenroom does not answer. Look at its page later.');
        return;
      }
      const { status } = asset;
      if (status.explanation && status.phase !== 'Ready') {
        log.explain(status.explanation);
      }
      if (!inCatalog && isSettled(asset, ctx.input.revision)) {
        ctx.logger.info('The catalog does not show it yet; it will soon.');
      }
      end(status.phase, summaryOf(status));
    },
  });
}

/** Whether the wanted revision has come to an end of its way, good or bad. */
function isSettled(
  { status, revision }: Asset,
  wanted: number = revision,
): boolean {
  // It runs on as before until somebody restarts it, and that may take days.
  if (status.pendingUpdate) return status.revision >= wanted;
  switch (status.phase) {
    case 'Ready':
    case 'Stopped':
      return !status.stale && status.observedRevision >= wanted;
    case 'Failed':
      return status.revision >= wanted;
    default:
      return false;
  }
}

function summaryOf({ phase, explanation, pendingUpdate }: Status): string {
  if (explanation) return explanation.summary;
  if (pendingUpdate) {
    return 'The change waits, because it restarts what runs. Its page shows what it is, and applies it when you say so.';
  }
  return phase === 'Ready'
    ? 'Everything is up.'
    : 'Nothing is known to be wrong; look at its page for progress.';
}
