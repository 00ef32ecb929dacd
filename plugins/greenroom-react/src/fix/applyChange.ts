type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A spec with some of its fields changed: a JSON merge patch (RFC 7386), so
 * fields that the change does not name stay, `null` removes one, and lists are
 * replaced as a whole.
 */
export function applyChange<T extends object>(spec: T, change: Fields): T {
  const changed = { ...spec } as Fields;
  for (const [field, value] of Object.entries(change)) {
    if (value === null) delete changed[field];
    else if (isFields(value)) {
      const before = changed[field];
      changed[field] = applyChange(isFields(before) ? before : {}, value);
    } else changed[field] = value;
  }
  return changed as T;
}
