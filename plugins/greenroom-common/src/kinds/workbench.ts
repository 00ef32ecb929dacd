import { z } from 'zod';
import { GitChoice, gitChoice } from './git';
import { assetName, description, ownerRef, title } from './names';
import {
  environmentWithout,
  hardwareChoice,
  imageChoice,
  uniqueBy,
} from './parts';
import { storageQuantity } from './quantity';

const mountPath = z
  .string()
  .max(500)
  .regex(
    /^(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/,
    'must be an absolute path without ".."',
  );

/** A volume that outlives the workbench unless `onDelete` says otherwise. */
export const workbenchStorage = z.strictObject({
  name: assetName,
  size: storageQuantity,
  mountPath,
  onDelete: z.enum(['retain', 'delete']).optional(),
});

/** Refinement: what is cloned must outlive the pod, or each start would lose the work in it. */
function gitHasVolume(
  { git, storage = [] }: { git?: GitChoice; storage?: { name: string }[] },
  context: z.RefinementCtx,
): void {
  if (!git) return;
  if (!storage.length) {
    context.addIssue({
      code: 'custom',
      path: ['git'],
      message: 'needs a volume to be cloned into: add one to "storage"',
    });
  } else if (git.storage && !storage.some(({ name }) => name === git.storage)) {
    context.addIssue({
      code: 'custom',
      path: ['git', 'storage'],
      message: `must be one of the volumes: ${storage
        .map(({ name }) => name)
        .join(', ')}`,
    });
  }
}

/** A Jupyter environment. */
export const workbenchSpec = z
  .strictObject({
    title: title.optional(),
    description: description.optional(),
    /** The project's owner when absent. */
    owner: ownerRef.optional(),
    image: imageChoice,
    hardware: hardwareChoice,
    storage: z
      .array(workbenchStorage)
      .max(10)
      .superRefine(uniqueBy('name'))
      .superRefine(uniqueBy('mountPath'))
      .optional(),
    git: gitChoice.optional(),
    env: environmentWithout([
      'NB_PREFIX',
      'NOTEBOOK_ARGS',
      'JUPYTER_IMAGE',
    ]).optional(),
  })
  .superRefine(gitHasVolume);
export type WorkbenchSpec = z.infer<typeof workbenchSpec>;
export type WorkbenchStorage = z.infer<typeof workbenchStorage>;
