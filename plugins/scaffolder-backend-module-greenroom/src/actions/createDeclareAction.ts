import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  Asset,
  declarationWarnings,
  DeclareRequest,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { ActionOptions } from './ActionOptions';
import { assetInput, assetRefOf } from './assetInput';
import { callAsInitiator } from './callAsInitiator';
import { filled } from './filled';
import { toTaskError } from './toTaskError';

/** `greenroom:declare`: an idempotent PUT of a declaration with the initiator's rights. */
export function createDeclareAction({ auth, greenroom }: ActionOptions) {
  return createTemplateAction({
    id: 'greenroom:declare',
    description:
      'Declares a project, workbench or model server; the same declaration again changes nothing',
    supportsDryRun: true,
    schema: {
      input: {
        ...assetInput,
        spec: z =>
          z
            .record(z.any())
            .describe('The declaration; the API checks it and names the field'),
        reason: z =>
          z
            .string()
            .optional()
            .describe('Why; kept in the history of the asset'),
        ifMatch: z =>
          z
            .number()
            .int()
            .min(0)
            .optional()
            .describe(
              'The revision that was edited; the step fails when somebody else made another one',
            ),
      },
      output: {
        ref: z => z.string().describe('e.g. Workbench:fraud/explore'),
        revision: z => z.number().int(),
        entityRef: z =>
          z.string().describe('The entity that shows it in the catalog'),
        phase: z => z.string(),
      },
    },
    examples: [
      {
        description: 'Declare a workbench',
        example: `steps:
  - id: declare
    action: greenroom:declare
    input:
      kind: Workbench
      project: \${{ parameters.project }}
      name: \${{ parameters.name }}
      spec:
        image: \${{ parameters.image }}
        hardware: \${{ parameters.hardware }}`,
      },
    ],
    async handler(ctx) {
      const ref = assetRefOf(ctx.input);
      const name = stringifyAssetRef(ref);

      const spec = filled(ctx.input.spec);
      for (const { field, message } of declarationWarnings(spec)) {
        ctx.logger.warn(`${field} ${message}`);
      }

      const declare = async () => {
        try {
          return toOutput(
            await greenroom.declare(
              ref,
              {
                // Opaque here: the one schema of it is the API's.
                spec: spec as DeclareRequest['spec'],
                reason: ctx.input.reason,
                ifMatch: ctx.input.ifMatch,
                dryRun: ctx.isDryRun || undefined,
                // The same for a task that resumes after a crash, another one for each item of an `each`.
                idempotencyKey: `${ctx.task.id}/${ctx.step?.id}/${name}`,
              },
              await callAsInitiator(auth, ctx),
            ),
          );
        } catch (error) {
          throw toTaskError('declared', ref, error);
        }
      };

      const declared = ctx.isDryRun
        ? await declare()
        : await ctx.checkpoint({ key: `declare.${name}`, fn: declare });
      ctx.logger.info(
        ctx.isDryRun
          ? `${name} may be declared so. Nothing was made.`
          : `Declared ${name}, revision ${declared.revision}.`,
      );

      ctx.output('ref', name);
      ctx.output('revision', declared.revision);
      ctx.output('entityRef', declared.entityRef);
      ctx.output('phase', declared.phase);
    },
  });
}

function toOutput({ revision, entityRef, status }: Asset) {
  return { revision, entityRef, phase: status.phase };
}
