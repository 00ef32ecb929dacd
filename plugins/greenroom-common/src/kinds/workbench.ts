import { z } from 'zod';
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

/** A Jupyter environment. */
export const workbenchSpec = z.strictObject({
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
  env: environmentWithout([
    'NB_PREFIX',
    'NOTEBOOK_ARGS',
    'JUPYTER_IMAGE',
  ]).optional(),
});
export type WorkbenchSpec = z.infer<typeof workbenchSpec>;
export type WorkbenchStorage = z.infer<typeof workbenchStorage>;
