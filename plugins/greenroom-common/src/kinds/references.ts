import { z } from 'zod';

/** Ends the names of the Secrets in which Greenroom keeps the tokens of workbenches. */
export const TOKEN_SECRET_SUFFIX = '-jupyter-token';

const objectName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'must consist of lower case letters, digits, "-" and "."',
  );

/** A PersistentVolumeClaim of the project's namespace. */
export const claimReference = objectName;

/** A Secret of the project's namespace; there is no way to name another one. */
export const secretReference = objectName.refine(
  name => !name.endsWith(TOKEN_SECRET_SUFFIX),
  'belongs to a workbench; Greenroom gives it to nobody else',
);

const key = z
  .string()
  .max(253)
  .regex(
    /^[-._A-Za-z0-9]+$/,
    'must consist of letters, digits, "-", "_" and "."',
  );

/** A value in a Secret of the project. */
export const secretKey = z.strictObject({ name: secretReference, key });
/** A value in a ConfigMap of the project. */
export const configMapKey = z.strictObject({ name: objectName, key });
