import { z } from 'zod';
import { referringEnvironmentWithout } from './environment';
import { GitChoice, gitChoice } from './git';
import { assetName, description, ownerRef, title } from './names';
import {
  connectionNames,
  hardwareChoice,
  imageChoice,
  uniqueBy,
} from './parts';
import { memoryQuantity, storageQuantity } from './quantity';
import { claimReference } from './references';

const mountPath = z
  .string()
  .max(500)
  .regex(
    /^(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/,
    'must be an absolute path without ".."',
  );

/** A volume that outlives the workbench unless `onDelete` says otherwise. */
export const workbenchStorage = z
  .strictObject({
    name: assetName,
    /** Of a volume that is made for the workbench. */
    size: storageQuantity.optional(),
    /** A claim of the project that is there already; it is only mounted, never changed nor deleted. */
    existing: claimReference.optional(),
    mountPath,
    onDelete: z.enum(['retain', 'delete']).optional(),
  })
  .refine(
    ({ size, existing }) => size !== undefined || existing !== undefined,
    {
      path: ['size'],
      message: 'must be given, or else "existing" with the name of a claim',
    },
  )
  .refine(
    ({ size, existing }) => size === undefined || existing === undefined,
    {
      path: ['size'],
      message: 'cannot be chosen for a claim that exists already',
    },
  )
  .refine(
    ({ existing, onDelete }) => existing === undefined || onDelete !== 'delete',
    {
      path: ['onDelete'],
      message: 'must not be "delete": what existed before is not deleted',
    },
  );

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

/**
 * When a workbench is to stop by itself. Nothing here stops one yet: what would
 * not be kept is not promised.
 */
const idleChoice = z
  .strictObject({
    stopAfter: z
      .string()
      .max(10)
      .regex(/^[1-9][0-9]{0,3}[mhd]$/, 'must be a time such as 2h')
      .optional(),
    basis: z.enum(['accelerator', 'activity', 'never']).optional(),
  })
  .refine(
    () => false,
    'is not built yet; leave it out. Where the cluster stops idle workbenches itself, it goes on doing so',
  )
  .meta({ notBuilt: true });

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
    idle: idleChoice.optional(),
    /** Size of `/dev/shm`, a part of the memory; half of it when absent. */
    sharedMemory: memoryQuantity.optional(),
    /** Connections of the same project that it uses. */
    connections: connectionNames.optional(),
    env: referringEnvironmentWithout([
      'NB_PREFIX',
      'NOTEBOOK_ARGS',
      'JUPYTER_CONFIG_PATH',
      'JUPYTER_IMAGE',
      'JUPYTER_TOKEN',
    ]).optional(),
  })
  .superRefine(gitHasVolume);
export type WorkbenchSpec = z.infer<typeof workbenchSpec>;
export type WorkbenchStorage = z.infer<typeof workbenchStorage>;
