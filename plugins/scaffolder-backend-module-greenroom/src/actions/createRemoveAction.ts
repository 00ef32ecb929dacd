import { ResponseError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  Asset,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Clock, systemClock } from '../progress/Clock';
import { isPassing } from '../progress/isPassing';
import { poll } from '../progress/poll';
import { ProgressLog } from '../progress/ProgressLog';
import { ActionOptions } from './ActionOptions';
import { assetInput, assetRefOf } from './assetInput';
import { callAsInitiator } from './callAsInitiator';
import { deadlineOf, timeoutInput } from './timeout';
import { toTaskError } from './toTaskError';

/** `greenroom:remove`: asks for deletion; data stays unless the input says otherwise. */
export function createRemoveAction(options: ActionOptions & { clock?: Clock }) {
  const { auth, greenroom, clock = systemClock } = options;

  return createTemplateAction({
    id: 'greenroom:remove',
    description:
      'Removes a Greenroom asset; one that is gone already is fine. Volumes and namespaces are kept unless `deleteData`',
    supportsDryRun: true,
    schema: {
      input: {
        ...assetInput,
        deleteData: z =>
          z
            .boolean()
            .optional()
            .describe('Also delete volumes and namespaces; false when absent'),
        reason: z => z.string().optional().describe('Why'),
        wait: z =>
          z
            .boolean()
            .optional()
            .describe('Wait until it is gone; false when absent'),
        timeoutSeconds: timeoutInput,
      },
      output: {
        ref: z => z.string().describe('e.g. Workbench:fraud/explore'),
        gone: z => z.boolean().describe('False when it is still being deleted'),
      },
    },
    async handler(ctx) {
      const ref = assetRefOf(ctx.input);
      const name = stringifyAssetRef(ref);
      const { deleteData = false, reason, wait = false } = ctx.input;
      const log = new ProgressLog(ctx.logger);

      const end = (gone: boolean, line: string) => {
        ctx.logger.info(line);
        ctx.output('ref', name);
        ctx.output('gone', gone);
      };
      /** @returns 'gone' when there is none, undefined when that cannot be told now */
      const look = async (): Promise<Asset | 'gone' | undefined> => {
        try {
          return await greenroom.getAsset(
            ref,
            await callAsInitiator(auth, ctx),
          );
        } catch (error) {
          ctx.signal?.throwIfAborted();
          if (isMissing(error)) return 'gone';
          if (!isPassing(error)) throw toTaskError('read', ref, error);
          log.once('Greenroom does not answer at the moment; trying again.');
          return undefined;
        }
      };

      if (ctx.isDryRun) {
        const missing = (await look()) === 'gone';
        end(
          missing,
          missing
            ? `There is no ${name}.`
            : `${name} would be removed, its data ${
                deleteData ? 'too' : 'kept'
              }. Nothing was done.`,
        );
        return;
      }

      const asked = await ctx.checkpoint({
        key: `remove.${name}`,
        fn: async () => {
          try {
            await greenroom.remove(
              ref,
              { deleteData, reason },
              await callAsInitiator(auth, ctx),
            );
            return true;
          } catch (error) {
            if (isMissing(error)) return false;
            throw toTaskError('removed', ref, error);
          }
        },
      });
      if (!asked) {
        end(true, `There is no ${name} any more.`);
        return;
      }
      if (!wait) {
        end(false, `${name} is being deleted.`);
        return;
      }

      const last = await poll({
        clock,
        signal: ctx.signal,
        deadline: await deadlineOf(ctx, name, clock),
        async ask() {
          const seen = await look();
          if (seen && seen !== 'gone') log.report(seen.status);
          return seen;
        },
        done: seen => seen === 'gone',
      });
      if (last === 'gone') {
        end(true, `${name} is gone.`);
        return;
      }
      if (last?.status.explanation) log.explain(last.status.explanation);
      end(false, `${name} is still being deleted; its page shows the rest.`);
    },
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}
