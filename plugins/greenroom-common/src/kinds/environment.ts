import { z } from 'zod';
import { uniqueBy } from './parts';
import { configMapKey, secretKey } from './references';

const SECRET_NAME =
  /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)($|_)/i;

const variableName = (reserved: readonly string[]) =>
  z
    .string()
    .max(128)
    .regex(
      /^[A-Za-z_][A-Za-z0-9_]*$/,
      'must be a C identifier such as LOG_LEVEL',
    )
    .refine(
      name => !reserved.includes(name),
      'is set by Greenroom; leave it out',
    );

const value = z.string().max(8192);

/**
 * Plain environment variables. What looks like a secret is refused: it would be
 * readable in the catalog and in Git.
 * @param reserved - names that Greenroom sets itself: declared ones could not count
 */
export const environmentWithout = (reserved: readonly string[]) =>
  z
    .array(
      z.strictObject({
        name: variableName(reserved).refine(
          name => !SECRET_NAME.test(name),
          'looks like a secret; secrets do not belong into plain variables',
        ),
        value,
      }),
    )
    .max(100)
    .superRefine(uniqueBy('name'));

const variable = (reserved: readonly string[]) =>
  z.strictObject({
    name: variableName(reserved),
    value: value.optional(),
    secret: secretKey.optional(),
    configMap: configMapKey.optional(),
  });
export type EnvironmentVariable = z.infer<ReturnType<typeof variable>>;

/** Environment variables that are plain, or taken from a Secret or a ConfigMap of the project. */
export const referringEnvironmentWithout = (reserved: readonly string[]) =>
  z
    .array(
      variable(reserved)
        .refine(each => sourcesOf(each) === 1, {
          path: ['value'],
          message: 'must be given, or else either "secret" or "configMap"',
        })
        .refine(
          each => each.value === undefined || !SECRET_NAME.test(each.name),
          {
            path: ['name'],
            message:
              'looks like a secret; take it from a Secret of the project by "secret": { name, key }',
          },
        ),
    )
    .max(100)
    .superRefine(uniqueBy('name'));

function sourcesOf({ value: plain, secret, configMap }: EnvironmentVariable) {
  return [plain, secret, configMap].filter(each => each !== undefined).length;
}
