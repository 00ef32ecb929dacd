import { z } from 'zod';
import { standardName } from '../kinds/names';

/** Fields of every entry of a standard. */
export const entry = {
  name: standardName,
  title: z.string().min(1).max(100).optional(),
  version: z.string().min(1).max(63).default('1'),
  lifecycle: z
    .enum(['recommended', 'supported', 'deprecated', 'blocked'])
    .default('supported'),
  owner: z.string().max(200).optional(),
  description: z.string().max(2000).optional(),
};

/** Name of an extended resource, e.g. `nvidia.com/gpu`. */
export const extendedResource = z
  .string()
  .regex(
    /^[a-z0-9.-]+\/[A-Za-z0-9._-]+$/,
    'must be an extended resource such as "nvidia.com/gpu"',
  );
