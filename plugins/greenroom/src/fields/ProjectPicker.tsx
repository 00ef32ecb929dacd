import { useProjects } from './useProjects';
import { Choice } from './Choice';
import { FieldFrame, FieldProps } from './FieldFrame';

/** The project that something is created in: one in which the reader may create. Value: its name. */
export const ProjectPicker = (field: FieldProps<string>) => {
  const projects = useProjects();
  const { formData, onChange, schema, idSchema, required, disabled } = field;
  return (
    <FieldFrame field={field} live={projects} what="the projects">
      {items => (
        <Choice
          id={idSchema.$id}
          label={schema.title ?? 'Project'}
          value={formData}
          required={required}
          disabled={disabled}
          error={Boolean(field.rawErrors?.length)}
          helperText={
            items.length
              ? undefined
              : 'There is no project in which you may create. Create one first, or ask the owner of a project.'
          }
          options={withCurrent(items, formData).map(({ name, title }) => ({
            value: name,
            text: title === name ? name : `${title} (${name})`,
          }))}
          onChange={onChange}
        />
      )}
    </FieldFrame>
  );
};

type Item = { name: string; title: string };

/** When something is edited its project stays visible, even where the reader may not create. */
function withCurrent(items: readonly Item[], current?: string): Item[] {
  return !current || items.some(({ name }) => name === current)
    ? [...items]
    : [{ name: current, title: current }, ...items];
}
