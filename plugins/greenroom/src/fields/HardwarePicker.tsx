import {
  Capacity,
  HardwareProfile,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  useAsset,
  useAssets,
  useCapacity,
  useStandards,
} from '@greenroom/backstage-plugin-greenroom-react';
import FormHelperText from '@material-ui/core/FormHelperText';
import TextField from '@material-ui/core/TextField';
import { useEffect, useRef } from 'react';
import { availability, availabilityText, fitText } from './availability';
import { Choice } from './Choice';
import { FieldFrame, FieldProps } from './FieldFrame';
import {
  chosenProject,
  clusterText,
  FormContext,
  lifecycleText,
  offered,
  onePerKey,
} from './offered';

/** Value of the field: the declaration's `hardware`. */
export interface HardwareValue {
  profile: string;
  /** Accelerators; only for profiles that have any. */
  count?: number;
  cpu?: string;
  memory?: string;
}

export interface HardwarePickerProps extends FieldProps<HardwareValue> {
  uiSchema?: {
    'ui:options'?: {
      /** Only profiles meant for this kind. */
      for?: 'Workbench' | 'ModelServer';
    };
  };
  formContext?: FormContext;
}

const keyOf = ({ name }: HardwareProfile) => name;

/** A hardware profile with what is free of it now, and the number of accelerators. */
export const HardwarePicker = (field: HardwarePickerProps) => {
  const kind = field.uiSchema?.['ui:options']?.for;
  const project = chosenProject(field.formContext);
  const profiles = useStandards('hardwareProfiles', project);
  return (
    <FieldFrame field={field} live={profiles} what="the hardware profiles">
      {all => {
        const suitable = onePerKey(offered(all), keyOf, project).filter(
          profile => !kind || !profile.for || profile.for.includes(kind),
        );
        return project ? (
          <HardwareInProject
            key={project}
            field={field}
            profiles={suitable}
            project={project}
          />
        ) : (
          <Hardware field={field} profiles={suitable} />
        );
      }}
    </FieldFrame>
  );
};

/** What the tier of the project allows, beginning with what it usually takes. */
function HardwareInProject({
  field,
  profiles,
  project,
}: {
  field: HardwarePickerProps;
  profiles: HardwareProfile[];
  project: string;
}) {
  const { asset } = useAsset({ kind: 'Project', project, name: project });
  const { formData, onChange } = field;
  const tier = asset?.resolved.tier;
  const allowed = profiles.filter(
    ({ name, accelerator }) =>
      name === formData?.profile ||
      !accelerator ||
      (tier?.accelerators?.includes(accelerator.resource) ?? true),
  );
  const usual = allowed.find(({ name }) => name === tier?.defaultProfile);
  // Once: who then chooses nothing means it.
  const begun = useRef(false);
  const profile = formData?.profile;
  useEffect(() => {
    if (!usual || begun.current) return;
    begun.current = true;
    if (!profile) onChange(valueFor(usual));
  }, [usual, profile, onChange]);
  return <Hardware field={field} profiles={allowed} />;
}

function Hardware({
  field,
  profiles,
}: {
  field: HardwarePickerProps;
  profiles: HardwareProfile[];
}) {
  const { formData, onChange, schema, idSchema, required, disabled } = field;
  const capacity = useCapacity();
  const cluster = useClusterOf(chosenProject(field.formContext));
  const seenOf = (profile: HardwareProfile) =>
    availability(profile, capacity, cluster);
  const chosen = profiles.find(({ name }) => name === formData?.profile);
  return (
    <>
      <Choice
        id={idSchema.$id}
        label={schema.title ?? 'Hardware'}
        value={formData?.profile}
        required={required}
        disabled={disabled}
        error={Boolean(field.rawErrors?.length)}
        helperText={chosen?.description}
        options={profiles.map(profile => ({
          value: profile.name,
          text: optionText(profile, capacity, seenOf),
        }))}
        onChange={name =>
          onChange(valueFor(profiles.find(profile => profile.name === name)))
        }
      />
      {chosen?.accelerator && (
        <Count
          id={`${idSchema.$id}_count`}
          accelerator={chosen.accelerator}
          value={formData?.count}
          disabled={disabled}
          onChange={count =>
            onChange({ ...formData, profile: chosen.name, count })
          }
        />
      )}
      {chosen && (
        <FormHelperText role="status">
          {capacity.state === 'loading'
            ? 'Looking at what is free…'
            : fitText(
                seenOf(chosen),
                formData?.count ?? chosen.accelerator?.count.default ?? 0,
              )}
        </FormHelperText>
      )}
    </>
  );
}

type Accelerator = NonNullable<HardwareProfile['accelerator']>;

function Count(props: {
  id: string;
  accelerator: Accelerator;
  value: number | undefined;
  disabled?: boolean;
  onChange: (count: number | undefined) => void;
}) {
  const { accelerator, value, onChange, ...rest } = props;
  const { min = 0, max = 64 } = accelerator.count;
  const wrong = value !== undefined && (value < min || value > max);
  return (
    <TextField
      {...rest}
      type="number"
      fullWidth
      margin="normal"
      variant="outlined"
      label={`Number of ${accelerator.product}`}
      value={value ?? ''}
      error={wrong}
      helperText={`From ${min} to ${max}`}
      inputProps={{ min, max, step: 1, inputMode: 'numeric' }}
      InputLabelProps={{ shrink: true }}
      onChange={event => {
        const { value: text } = event.target;
        onChange(text === '' ? undefined : Number(text));
      }}
    />
  );
}

function optionText(
  profile: HardwareProfile,
  capacity: { state: string; value?: Capacity },
  seenOf: (profile: HardwareProfile) => ReturnType<typeof availability>,
): string {
  const free =
    capacity.state === 'loading'
      ? undefined
      : availabilityText(seenOf(profile));
  return [
    [
      profile.title ?? profile.name,
      lifecycleText(profile),
      clusterText(profile),
    ]
      .filter(Boolean)
      .join(' '),
    free,
  ]
    .filter(Boolean)
    .join(': ');
}

function valueFor(profile?: HardwareProfile): HardwareValue | undefined {
  return (
    profile && {
      profile: profile.name,
      ...(profile.accelerator && { count: profile.accelerator.count.default }),
    }
  );
}

/** The cluster of the project that was chosen in the form; undefined when it is not known (yet). */
function useClusterOf(project: string | undefined): string | undefined {
  const projects = useAssets({ kind: 'Project' });
  return projects.value?.items.find(({ name }) => name === project)?.cluster;
}
