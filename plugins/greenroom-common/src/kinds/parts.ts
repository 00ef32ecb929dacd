import { z } from 'zod';
import { cpuQuantity, memoryQuantity } from './quantity';
import { assetName, standardName } from './names';

/** An image with its registry, and a tag or a digest or neither. */
export const imageReference = z
  .string()
  .max(512)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?(\/[a-z0-9]([-a-z0-9_.]*[a-z0-9])?)+(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/,
    'must be an image reference with its registry, such as "registry.example.org/team/image@sha256:…"',
  );

/** An image of the standards by name and version, or one by reference where policy allows it. */
export const imageChoice = z.union(
  [
    z.strictObject({
      name: standardName,
      version: z.string().min(1).max(63).optional(),
    }),
    z.strictObject({ ref: imageReference }),
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

/** Connections by name, each once. */
export const connectionNames = z
  .array(assetName)
  .max(20)
  .superRefine((names, context) =>
    names.forEach((name, index) => {
      if (names.indexOf(name) === index) return;
      const message = `"${name}" is listed twice`;
      context.addIssue({ code: 'custom', path: [index], message });
    }),
  );

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
