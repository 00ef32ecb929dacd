import {
  FieldIssue,
  KindSpecs,
  Kind,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import { claimName } from '../render/storage';

/**
 * What would lose data: a claim that was made for this workbench, now named as
 * one that exists. It would no longer be among what is declared, and so could
 * go with it.
 */
export function storageIssues(
  name: string,
  spec: KindSpecs[Kind],
  before: KindSpecs[Kind] | undefined,
): FieldIssue[] {
  const made = new Set(
    [...storageOf(before), ...storageOf(spec)]
      .filter(({ size }) => size !== undefined)
      .map(storage => claimName(name, storage)),
  );
  return storageOf(spec).flatMap(({ existing }, index) =>
    existing !== undefined && made.has(existing)
      ? [
          {
            field: `spec.storage[${index}].existing`,
            message: `"${existing}" is a volume of this workbench itself; declare it by "size"`,
          },
        ]
      : [],
  );
}

function storageOf(spec: KindSpecs[Kind] | undefined) {
  return (spec as Partial<WorkbenchSpec> | undefined)?.storage ?? [];
}
