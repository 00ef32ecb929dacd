/** One field that differs, for people to read. */
export interface Difference {
  /** e.g. `hardware.profile` */
  field: string;
  /** undefined: it was, or will be, absent. */
  before?: string;
  after?: string;
}

/** The fields in which two specs differ, down to the last plain value; lists are compared as a whole. */
export function differences(
  before: unknown,
  after: unknown,
  field = '',
): Difference[] {
  if (isObject(before) || isObject(after)) {
    const left = isObject(before) ? before : {};
    const right = isObject(after) ? after : {};
    const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return names.flatMap(name =>
      differences(left[name], right[name], field ? `${field}.${name}` : name),
    );
  }
  const [was, becomes] = [show(before), show(after)];
  return was === becomes ? [] : [{ field, before: was, after: becomes }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
