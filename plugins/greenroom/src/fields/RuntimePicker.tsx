import { useStandards } from '@greenroom/backstage-plugin-greenroom-react';
import { Choice } from './Choice';
import { FieldFrame, FieldProps } from './FieldFrame';
import { firstOfEachName, lifecycleText, offered } from './offered';

/** Value of the field: the declaration's `runtime`. */
export type RuntimeValue = { name: string; version?: string };

/** A serving runtime; its recommended version is taken unless the value says otherwise. */
export const RuntimePicker = (field: FieldProps<RuntimeValue>) => {
  const runtimes = useStandards('servingRuntimes');
  const { formData, onChange, schema, idSchema, required, disabled } = field;
  return (
    <FieldFrame field={field} live={runtimes} what="the serving runtimes">
      {all => {
        const entries = firstOfEachName(offered(all));
        const chosen = entries.find(({ name }) => name === formData?.name);
        return (
          <Choice
            id={idSchema.$id}
            label={schema.title ?? 'Runtime'}
            value={chosen?.name}
            required={required}
            disabled={disabled}
            error={Boolean(field.rawErrors?.length)}
            helperText={
              chosen &&
              [
                chosen.description,
                `Model formats: ${chosen.modelFormats.join(', ')}`,
              ]
                .filter(Boolean)
                .join(' ')
            }
            options={entries.map(entry => ({
              value: entry.name,
              text: [entry.title ?? entry.name, lifecycleText(entry)]
                .filter(Boolean)
                .join(' '),
            }))}
            onChange={name => onChange({ name })}
          />
        );
      }}
    </FieldFrame>
  );
};
