import { WorkbenchImage } from '@greenroom/backstage-plugin-greenroom-common';
import { useStandards } from '@greenroom/backstage-plugin-greenroom-react';
import FormHelperText from '@material-ui/core/FormHelperText';
import { Choice } from './Choice';
import { FieldFrame, FieldProps } from './FieldFrame';
import { lifecycleText, offered } from './offered';

/** Value of the field: the declaration's `image`. An image by `ref` is kept when it is edited. */
export type ImageValue = { name?: string; version?: string; ref?: string };

/** A workbench image in one of its versions. */
export const ImagePicker = (field: FieldProps<ImageValue>) => {
  const images = useStandards('workbenchImages');
  const { formData, onChange, schema, idSchema, required, disabled } = field;
  return (
    <FieldFrame field={field} live={images} what="the workbench images">
      {all => {
        const entries = offered(all);
        const chosen = entries.find(entry => isChosen(entry, formData));
        return (
          <>
            <Choice
              id={idSchema.$id}
              label={schema.title ?? 'Image'}
              value={chosen && keyOf(chosen)}
              required={required}
              disabled={disabled}
              error={Boolean(field.rawErrors?.length)}
              helperText={chosen?.description}
              options={entries.map(entry => ({
                value: keyOf(entry),
                text: optionText(entry),
              }))}
              onChange={key => {
                const entry = entries.find(image => keyOf(image) === key);
                if (entry) {
                  onChange({ name: entry.name, version: entry.version });
                }
              }}
            />
            {formData?.ref && (
              <FormHelperText>Now: {formData.ref}</FormHelperText>
            )}
            {chosen?.software?.length ? (
              <FormHelperText>
                Contains {chosen.software.join(', ')}
              </FormHelperText>
            ) : null}
          </>
        );
      }}
    </FieldFrame>
  );
};

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
  return [image.title ?? image.name, image.version, lifecycleText(image)]
    .filter(Boolean)
    .join(' ');
}
