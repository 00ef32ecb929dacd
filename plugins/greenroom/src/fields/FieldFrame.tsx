import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import {
  failureText,
  LiveResult,
} from '@greenroom/backstage-plugin-greenroom-react';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import LinearProgress from '@material-ui/core/LinearProgress';
import { ReactNode } from 'react';

/** What our fields use of the properties that the scaffolder gives every field. */
export interface FieldProps<T> {
  formData?: T;
  onChange: (value: T | undefined) => void;
  schema: { title?: string; description?: string };
  idSchema: { $id: string };
  required?: boolean;
  disabled?: boolean;
  rawErrors?: string[];
}

export interface FieldFrameProps<T, V> {
  field: FieldProps<V>;
  /** What the choice is made from. */
  live: LiveResult<T>;
  /** In the middle of a sentence: `the hardware profiles`. */
  what: string;
  children: (choices: T) => ReactNode;
}

/** Description, errors, and the states of a field whose choices come from Greenroom. */
export function FieldFrame<T, V>(props: FieldFrameProps<T, V>) {
  const { field, live, what, children } = props;
  return (
    <ScaffolderField
      rawDescription={field.schema.description}
      rawErrors={field.rawErrors}
      required={field.required}
      disabled={field.disabled}
    >
      {live.value !== undefined ? (
        children(live.value)
      ) : (
        <Waiting live={live} what={what} />
      )}
    </ScaffolderField>
  );
}

function Waiting<T>({ live, what }: { live: LiveResult<T>; what: string }) {
  if (live.state === 'loading') {
    return (
      <div role="status" aria-busy="true">
        <FormHelperText>Loading {what}…</FormHelperText>
        <LinearProgress aria-label={`Loading ${what}`} />
      </div>
    );
  }
  return (
    <div role="alert">
      <FormHelperText error>
        {live.state === 'denied'
          ? `You have no permission to see ${what}.`
          : `Cannot load ${what}: ${failureText(live.error)}`}
      </FormHelperText>
      <Button size="small" onClick={live.refresh}>
        Try again
      </Button>
    </div>
  );
}
