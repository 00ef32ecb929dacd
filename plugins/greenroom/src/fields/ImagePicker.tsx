import {
  Standards,
  WorkbenchImage,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  useImagePolicy,
  useStandards,
} from '@greenroom/backstage-plugin-greenroom-react';
import FormHelperText from '@material-ui/core/FormHelperText';
import TextField from '@material-ui/core/TextField';
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

/** Value of the field: the declaration's `image`. */
export type ImageValue = { name?: string; version?: string; ref?: string };

export interface ImagePickerProps extends FieldProps<ImageValue> {
  formContext?: FormContext;
}

/** No name and no version has a space. */
const BY_REFERENCE = 'by reference';

/** A workbench image in one of its versions, or one by reference where policy allows that. */
export const ImagePicker = (field: ImagePickerProps) => {
  const project = chosenProject(field.formContext);
  const images = useStandards('workbenchImages', project);
  const policy = useImagePolicy().value;
  return (
    <FieldFrame field={field} live={images} what="the workbench images">
      {all => (
        <Image
          field={field}
          entries={onePerKey(offered(all), keyOf, project)}
          policy={policy}
        />
      )}
    </FieldFrame>
  );
};

function Image({
  field,
  entries,
  policy,
}: {
  field: FieldProps<ImageValue>;
  entries: WorkbenchImage[];
  policy: Standards['policy'] | undefined;
}) {
  const { formData, onChange, schema, idSchema, required, disabled } = field;
  const chosen = entries.find(entry => isChosen(entry, formData));
  const byReference = formData?.ref !== undefined;
  // What is being edited stays, also where it could not be chosen any more.
  const mayRefer = byReference || Boolean(policy?.imageRegistries.length);
  const choose = (key: string) => {
    const entry = entries.find(image => keyOf(image) === key);
    onChange(
      entry ? { name: entry.name, version: entry.version } : { ref: '' },
    );
  };
  return (
    <>
      <Choice
        id={idSchema.$id}
        label={schema.title ?? 'Image'}
        value={byReference ? BY_REFERENCE : chosen && keyOf(chosen)}
        required={required}
        disabled={disabled}
        error={Boolean(field.rawErrors?.length)}
        helperText={chosen?.description}
        options={[
          ...entries.map(entry => ({
            value: keyOf(entry),
            text: optionText(entry),
          })),
          ...(mayRefer
            ? [{ value: BY_REFERENCE, text: 'Another image, by reference' }]
            : []),
        ]}
        onChange={choose}
      />
      {byReference && (
        <TextField
          id={`${idSchema.$id}_ref`}
          label="Reference"
          fullWidth
          margin="normal"
          variant="outlined"
          InputLabelProps={{ shrink: true }}
          value={formData.ref}
          required
          disabled={disabled}
          helperText={policy && policyText(policy)}
          onChange={event => onChange({ ref: event.target.value.trim() })}
        />
      )}
      {chosen?.software?.length ? (
        <FormHelperText>Contains {chosen.software.join(', ')}</FormHelperText>
      ) : null}
      {chosen?.lifecycle === 'deprecated' && (
        <FormHelperText>
          This version is deprecated: choose a newer one unless you need it.
        </FormHelperText>
      )}
    </>
  );
}

function policyText({ imageRegistries, requireDigest }: Standards['policy']) {
  if (!imageRegistries.length) {
    return 'The platform allows images by name only.';
  }
  const digest = requireDigest
    ? 'with a digest (@sha256:…)'
    : 'best with a digest (@sha256:…), so that its content never moves';
  return `From ${imageRegistries.join(
    ', ',
  )}; ${digest}. It must run as a user other than root.`;
}

function keyOf({ name, version }: WorkbenchImage): string {
  return `${name}@${version}`;
}

/** A value without a version means the first that is offered. */
function isChosen(entry: WorkbenchImage, value: ImageValue | undefined) {
  return (
    entry.name === value?.name &&
    (value.version === undefined || entry.version === value.version)
  );
}

function optionText(image: WorkbenchImage): string {
  const { name, title, version } = image;
  return [title ?? name, version, lifecycleText(image), clusterText(image)]
    .filter(Boolean)
    .join(' ');
}
