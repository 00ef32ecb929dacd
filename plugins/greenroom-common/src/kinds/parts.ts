import { z } from 'zod';
import { cpuQuantity, memoryQuantity } from './quantity';
import { standardName } from './names';

/** An image of the standards by name and version, or one by reference where policy allows it. */
export const imageChoice = z.union(
  [
    z.strictObject({
      name: standardName,
      version: z.string().min(1).max(63).optional(),
    }),
    z.strictObject({
      ref: z
        .string()
        .max(512)
        .regex(
          /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?(\/[a-z0-9]([-a-z0-9_.]*[a-z0-9])?)+(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/,
          'must be an image reference with its registry, such as "registry.example.org/team/image@sha256:…"',
        ),
    }),
  ],
  { error: 'must be { name, version } of a standard image or { ref }' },
);

/** A hardware profile of the standards, with sizes within its bounds. */
export const hardwareChoice = z.strictObject({
  profile: standardName,
  /** Accelerators per replica, within the profile's bounds. */
  count: z.number().int().min(0).max(64).optional(),
  cpu: cpuQuantity.optional(),
  memory: memoryQuantity.optional(),
});

const SECRET_NAME =
  /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)($|_)/i;

/**
 * Plain environment variables. What looks like a secret is refused: it would be
 * readable in the catalog and in Git.
 * @param reserved - names that Greenroom sets itself: declared ones could not count
 */
export const environmentWithout = (reserved: readonly string[]) =>
  z
    .array(
      z.strictObject({
        name: z
          .string()
          .max(128)
          .regex(
            /^[A-Za-z_][A-Za-z0-9_]*$/,
            'must be a C identifier such as LOG_LEVEL',
          )
          .refine(
            name => !SECRET_NAME.test(name),
            'looks like a secret; secrets do not belong into plain variables',
          )
          .refine(
            name => !reserved.includes(name),
            'is set by Greenroom; leave it out',
          ),
        value: z.string().max(8192),
      }),
    )
    .max(100)
    .superRefine(uniqueBy('name'));

/** Refinement: no two items of a list share the value of `field`. */
export function uniqueBy<F extends string>(field: F) {
  return (
    items: readonly Record<F, unknown>[],
    context: z.RefinementCtx,
  ): void => {
    items.forEach((item, index) => {
      if (items.findIndex(other => other[field] === item[field]) < index) {
        context.addIssue({
          code: 'custom',
          path: [index, field],
          message: `"${String(item[field])}" is used twice`,
        });
      }
    });
  };
}
