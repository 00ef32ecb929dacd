import {
  HardwareProfile,
  ProjectTier,
  quotaName,
} from '@greenroom/backstage-plugin-greenroom-common';
import { useStandards } from '@greenroom/backstage-plugin-greenroom-react';
import { Choice } from './Choice';
import { FieldFrame, FieldProps } from './FieldFrame';
import { firstOfEachName, lifecycleText, offered } from './offered';

export interface TierPickerProps extends FieldProps<string> {
  formContext?: { formData?: { cluster?: unknown } };
}

/** What a project may use. The first that is configured is taken when none is chosen. */
export const TierPicker = (field: TierPickerProps) => {
  const tiers = useStandards('projectTiers');
  const profiles = useStandards('hardwareProfiles');
  const { formData, onChange, schema, idSchema, required, disabled } = field;
  const on = field.formContext?.formData?.cluster;
  // Other clusters may call their accelerators otherwise.
  const named = profiles.value?.filter(
    ({ cluster }) => !on || !cluster || cluster === on,
  );
  return (
    <FieldFrame field={field} live={tiers} what="the project tiers">
      {all => {
        const entries = firstOfEachName(offered(all));
        const chosen = entries.find(({ name }) => name === formData);
        return (
          <Choice
            id={idSchema.$id}
            label={schema.title ?? 'Tier'}
            value={chosen?.name}
            required={required}
            disabled={disabled}
            error={Boolean(field.rawErrors?.length)}
            helperText={chosen && tierText(chosen, named)}
            options={entries.map(entry => ({
              value: entry.name,
              text: [entry.title ?? entry.name, lifecycleText(entry)]
                .filter(Boolean)
                .join(' '),
            }))}
            onChange={onChange}
          />
        );
      }}
    </FieldFrame>
  );
};

/** `For a first try. At most 8 CPU, 2 NVIDIA GPU.` */
function tierText(
  { description, quota }: ProjectTier,
  profiles: HardwareProfile[] | undefined,
): string {
  const most = Object.entries(quota).map(
    ([resource, amount]) => `${amount} ${quotaName(resource, profiles)}`,
  );
  return [description, most.length ? `At most ${most.join(', ')}.` : undefined]
    .filter(Boolean)
    .join(' ');
}
