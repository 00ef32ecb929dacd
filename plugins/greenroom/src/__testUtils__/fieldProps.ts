import { FieldProps } from '../fields/FieldFrame';

/** Properties that the scaffolder gives a field. */
export function fieldProps<T>(
  props: Partial<FieldProps<T>> & { title: string },
): FieldProps<T> {
  const { title, ...rest } = props;
  return {
    onChange: () => undefined,
    schema: { title },
    idSchema: { $id: 'root_field' },
    ...rest,
  };
}
