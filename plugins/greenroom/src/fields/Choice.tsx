import TextField from '@material-ui/core/TextField';

export interface ChoiceOption {
  value: string;
  text: string;
  disabled?: boolean;
}

export interface ChoiceProps {
  id: string;
  label: string;
  value: string | undefined;
  options: readonly ChoiceOption[];
  onChange: (value: string) => void;
  required?: boolean;
  disabled?: boolean;
  error?: boolean;
  helperText?: string;
}

/**
 * One of a list: the browser's own control, which also works on a phone and
 * with a screen reader. It would show the first of the list for a value that is
 * not in it, so that one is added.
 */
export const Choice = ({ options, value, onChange, ...rest }: ChoiceProps) => (
  <TextField
    {...rest}
    select
    fullWidth
    margin="normal"
    variant="outlined"
    value={value ?? ''}
    onChange={event => onChange(event.target.value)}
    InputLabelProps={{ shrink: true }}
    SelectProps={{ native: true }}
  >
    <option value="" disabled>
      Choose one
    </option>
    {value && !options.some(option => option.value === value) && (
      <option value={value}>{value}, not offered here</option>
    )}
    {options.map(({ value: key, text, disabled }) => (
      <option key={key} value={key} disabled={disabled}>
        {text}
      </option>
    ))}
  </TextField>
);
