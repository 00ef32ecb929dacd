import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ClaimPicker } from './ClaimPicker';
import { ConnectionPicker } from './ConnectionPicker';
import { HardwarePicker } from './HardwarePicker';
import { ImagePicker } from './ImagePicker';
import { ProjectPicker } from './ProjectPicker';
import { RuntimePicker } from './RuntimePicker';
import { TierPicker } from './TierPicker';
import {
  claimSchema,
  connectionsSchema,
  hardwareSchema,
  imageSchema,
  projectSchema,
  runtimeSchema,
  tierSchema,
} from './schemas';
import {
  validateHardware,
  validateImage,
  validateProject,
  validateRuntime,
} from './validation';

export const projectPickerField = createFormField({
  name: 'GreenroomProjectPicker',
  component: ProjectPicker,
  validation: validateProject,
  schema: projectSchema,
});

export const hardwarePickerField = createFormField({
  name: 'GreenroomHardwarePicker',
  component: HardwarePicker,
  validation: validateHardware,
  schema: hardwareSchema,
});

export const imagePickerField = createFormField({
  name: 'GreenroomImagePicker',
  component: ImagePicker,
  validation: validateImage,
  schema: imageSchema,
});

export const runtimePickerField = createFormField({
  name: 'GreenroomRuntimePicker',
  component: RuntimePicker,
  validation: validateRuntime,
  schema: runtimeSchema,
});

export const connectionPickerField = createFormField({
  name: 'GreenroomConnectionPicker',
  component: ConnectionPicker,
  schema: connectionsSchema,
});

export const tierPickerField = createFormField({
  name: 'GreenroomTierPicker',
  component: TierPicker,
  schema: tierSchema,
});

export const claimPickerField = createFormField({
  name: 'GreenroomClaimPicker',
  component: ClaimPicker,
  schema: claimSchema,
});
