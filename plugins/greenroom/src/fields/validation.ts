import { ApiHolder } from '@backstage/core-plugin-api';
import {
  imageProblem,
  imageReference,
} from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';
import { HardwareValue } from './HardwarePicker';
import { ImageValue } from './ImagePicker';
import { chosenProject } from './offered';

interface Field {
  addError(message: string): void;
}
interface Context {
  apiHolder: ApiHolder;
  /** Of the whole form. */
  formData?: { project?: unknown };
}

/** The scaffolder fills an object field with `{}`, which `required` lets pass: the fields say themselves what is missing. */
export function validateProject(value: string | undefined, field: Field): void {
  if (!value) field.addError('Choose a project.');
}

/** Checks a reference against the policy; the server checks it again. */
export async function validateImage(
  value: ImageValue | undefined,
  field: Field,
  { apiHolder }: Context,
): Promise<void> {
  if (value?.name) return;
  if (!value?.ref) {
    field.addError('Choose an image.');
    return;
  }
  const { error } = imageReference.safeParse(value.ref);
  const policy = await apiHolder
    .get(greenroomApiRef)
    ?.imagePolicy()
    // The form would wait for ever for a validation that throws.
    .catch(() => undefined);
  const problem =
    error?.issues[0].message ?? (policy && imageProblem(value.ref, policy));
  if (problem) field.addError(`The image ${problem}.`);
}

export function validateRuntime(
  value: { name?: string } | undefined,
  field: Field,
): void {
  if (!value?.name) field.addError('Choose a runtime.');
}

/** Checks the number against the profile's bounds; the server checks everything again. */
export async function validateHardware(
  value: Partial<HardwareValue> | undefined,
  field: Field,
  { apiHolder, formData }: Context,
): Promise<void> {
  if (!value?.profile) {
    field.addError('Choose a hardware profile.');
    return;
  }
  const profiles = await apiHolder
    .get(greenroomApiRef)
    ?.standards('hardwareProfiles', { project: chosenProject({ formData }) })
    // The form would wait for ever for a validation that throws.
    .catch(() => undefined);
  const accelerator = profiles?.find(
    ({ name }) => name === value.profile,
  )?.accelerator;
  if (!accelerator || value.count === undefined) return;
  const { min = 0, max = 64 } = accelerator.count;
  if (
    !Number.isInteger(value.count) ||
    value.count < min ||
    value.count > max
  ) {
    field.addError(
      `The number of ${accelerator.product} must be a whole number from ${min} to ${max}.`,
    );
  }
}
