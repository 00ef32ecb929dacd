import { z } from 'zod';
import { description, ownerRef, standardName, title } from './names';
import { environmentWithout } from './environment';
import { isNoMetadataService, METADATA_SERVICE_PROBLEM } from './hosts';
import { hardwareChoice } from './parts';

const MODEL_URI =
  /^(hf|s3|gs|oci|pvc|https):\/\/[A-Za-z0-9][-A-Za-z0-9._]*(:[0-9]{1,5})?(\/[-A-Za-z0-9._~%@:+=]+)*\/?$/;

/** Where the model's files come from. */
export const modelUri = z
  .string()
  .max(1000)
  .regex(
    MODEL_URI,
    'must be an hf://, s3://, gs://, oci://, pvc:// or https:// address',
  )
  .refine(
    uri => !/^https:\/\/(localhost|[0-9.]+)/.test(uri),
    'must name a host, not an address',
  )
  .refine(isNoMetadataService, METADATA_SERVICE_PROBLEM);

/** A served model. */
export const modelServerSpec = z.strictObject({
  title: title.optional(),
  description: description.optional(),
  /** The project's owner when absent. */
  owner: ownerRef.optional(),
  model: z.strictObject({
    /** The name that clients send; the server's name when absent. */
    name: z
      .string()
      .max(100)
      .regex(
        /^[A-Za-z0-9][-A-Za-z0-9_.]*$/,
        'must consist of letters, digits, "-", "_" and "."',
      )
      .optional(),
    /** A format that the runtime supports, e.g. `vLLM`; the runtime's first when absent. */
    format: z.string().min(1).max(63).optional(),
    uri: modelUri,
  }),
  /** A serving runtime of the standards. */
  runtime: z.strictObject({
    name: standardName,
    version: z.string().min(1).max(63).optional(),
  }),
  hardware: hardwareChoice,
  replicas: z.number().int().min(1).max(20).optional(),
  env: environmentWithout(['HF_HOME']).optional(),
});
export type ModelServerSpec = z.infer<typeof modelServerSpec>;
