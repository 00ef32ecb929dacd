/**
 * A spec without the empty objects that a form leaves where nobody filled in an
 * optional group of fields, such as a Git repository.
 */
export function filled(spec: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(spec)
      .map(([key, value]) => [key, filledValue(value)] as const)
      .filter(([, value]) => value !== undefined && !isEmptyObject(value)),
  );
}

function filledValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filledValue);
  return isObject(value) ? filled(value) : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && !Object.keys(value).length;
}
