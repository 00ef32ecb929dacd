import { ProjectClaim } from '@greenroom/backstage-plugin-greenroom-common';
import { useClaims } from '@greenroom/backstage-plugin-greenroom-react';
import FormHelperText from '@material-ui/core/FormHelperText';
import { Choice } from './Choice';
import { FieldFrame, FieldProps } from './FieldFrame';
import { chosenProject, FormContext } from './offered';

export interface ClaimPickerProps extends FieldProps<string> {
  formContext?: FormContext;
}

/** No name of a claim. */
const NEW = '-';

/** A claim of the project that was chosen before, to mount instead of a new volume. Value: its name. */
export const ClaimPicker = (field: ClaimPickerProps) => {
  const project = chosenProject(field.formContext);
  return project ? (
    <OfProject field={field} project={project} />
  ) : (
    <FormHelperText>
      Choose a project first: a volume that it has can be mounted instead of a
      new one.
    </FormHelperText>
  );
};

function OfProject({
  field,
  project,
}: {
  field: ClaimPickerProps;
  project: string;
}) {
  const claims = useClaims(project);
  const { formData, onChange, schema, idSchema, disabled, rawErrors } = field;
  return (
    <FieldFrame field={field} live={claims} what="the project's volumes">
      {items => (
        <Choice
          id={idSchema.$id}
          label={schema.title ?? 'Existing claim'}
          value={formData ?? NEW}
          options={[
            { value: NEW, text: 'None: a new volume is made' },
            ...items.map(claim => ({
              value: claim.name,
              text: claimText(claim),
            })),
            ...gone(items, formData),
          ]}
          onChange={value => onChange(value === NEW ? undefined : value)}
          disabled={disabled}
          error={Boolean(rawErrors?.length)}
        />
      )}
    </FieldFrame>
  );
}

/** `corpus (2Ti), used by train and explore` */
function claimText({ name, size, phase, usedBy }: ProjectClaim): string {
  return [
    size ? `${name} (${size})` : name,
    ...(phase && phase !== 'Bound' ? [phase] : []),
    ...(usedBy.length ? [`used by ${usedBy.join(' and ')}`] : []),
  ].join(', ');
}

/** What was chosen before stays visible, so that another can be chosen. */
function gone(items: readonly ProjectClaim[], chosen: string | undefined) {
  return chosen === undefined || items.some(({ name }) => name === chosen)
    ? []
    : [{ value: chosen, text: `${chosen}, not there any more` }];
}
