import { AssetSummary } from '@greenroom/backstage-plugin-greenroom-common';
import { useAssets } from '@greenroom/backstage-plugin-greenroom-react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import { FieldFrame, FieldProps } from './FieldFrame';
import { chosenProject, FormContext } from './offered';

export interface ConnectionPickerProps extends FieldProps<string[]> {
  formContext?: FormContext;
}

/** Connections of the project that was chosen before. Value: their names. */
export const ConnectionPicker = (field: ConnectionPickerProps) => {
  const project = chosenProject(field.formContext);
  return project ? (
    <OfProject field={field} project={project} />
  ) : (
    <FormHelperText>
      Choose a project first: its connections can be used.
    </FormHelperText>
  );
};

function OfProject({
  field,
  project,
}: {
  field: ConnectionPickerProps;
  project: string;
}) {
  const connections = useAssets({ kind: 'Connection', project });
  const { formData = [], onChange, schema, disabled } = field;
  const title = schema.title ?? 'Connections';
  return (
    <FieldFrame field={field} live={connections} what="the connections">
      {({ items }) => (
        <FormGroup role="group" aria-label={title}>
          <FormLabel>{title}</FormLabel>
          {withChosen(items, formData).map(({ name, text }) => (
            <FormControlLabel
              key={name}
              label={text}
              disabled={disabled}
              control={
                <Checkbox
                  color="primary"
                  checked={formData.includes(name)}
                  onChange={({ target }) =>
                    onChange(
                      target.checked
                        ? [...formData, name]
                        : formData.filter(each => each !== name),
                    )
                  }
                />
              }
            />
          ))}
          {!items.length && (
            <FormHelperText>
              This project has no connections. Create one with the template
              Connection.
            </FormHelperText>
          )}
        </FormGroup>
      )}
    </FieldFrame>
  );
}

/** What was chosen before stays visible, so that it can be taken out when it has gone. */
function withChosen(
  items: readonly AssetSummary[],
  chosen: readonly string[],
): { name: string; text: string }[] {
  const gone = chosen.filter(name => !items.some(item => item.name === name));
  return [
    ...items.map(({ name, title, phase }) => ({
      name,
      text: `${title === name ? name : `${title} (${name})`}${
        phase === 'Ready' ? '' : `, ${phase}`
      }`,
    })),
    ...gone.map(name => ({ name, text: `${name}, not there any more` })),
  ];
}
