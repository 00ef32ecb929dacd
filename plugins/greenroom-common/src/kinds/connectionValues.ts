import { ConnectionType, secretFields } from './connectionTypes';
import { FieldIssue } from './kinds';

/** The secret part of a connection as it is sent: text by key of the Secret. */
export type ConnectionValues = Record<string, string>;

/** Longer than any certificate chain; a Secret has room for a mebibyte. */
const MAX_LENGTH = 64 * 1024;

/**
 * What is wrong with values for a connection of a type. Says nothing of what
 * was sent, not even names that are not known: one may be a value in the wrong
 * place.
 */
export function connectionValueIssues(
  type: ConnectionType,
  values: Record<string, unknown>,
): FieldIssue[] {
  const fields = secretFields(type);
  const keys = fields.map(({ key }) => key);
  const unknown = Object.keys(values).filter(key => !keys.includes(key));
  return [
    ...(unknown.length
      ? [
          {
            field: 'values',
            message: `has ${
              unknown.length
            } that a connection of type ${type} does not have; it has: ${keys.join(
              ', ',
            )}`,
          },
        ]
      : []),
    ...fields.flatMap(({ key, required, format }) => {
      const value = Object.hasOwn(values, key) ? values[key] : undefined;
      const message =
        value === undefined
          ? required && 'is required'
          : textProblem(value) ??
            (format === 'dockerconfig' && dockerConfigProblem(String(value)));
      return message ? [{ field: `values.${key}`, message }] : [];
    }),
  ];
}

function textProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be text';
  if (!value) return 'must not be empty';
  if (value.length > MAX_LENGTH) {
    return `must have at most ${MAX_LENGTH} characters`;
  }
  // Copied along, it makes every login fail, and nobody sees it.
  if (value.trim() !== value) return 'must not begin or end with white space';
  return value.includes('\0') ? 'must not contain NUL' : undefined;
}

function dockerConfigProblem(value: string): string | undefined {
  try {
    const { auths } = JSON.parse(value);
    if (Object.keys(auths).length) return undefined;
  } catch {
    // What the parser says quotes what it was given.
  }
  return 'must be a Docker configuration: JSON with "auths" by registry';
}

/** The Docker configuration with which a user of a registry logs in. */
export function dockerConfig(
  registry: string,
  user: string,
  password: string,
): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const auth = btoa(String.fromCharCode(...bytes));
  return JSON.stringify({ auths: { [registry]: { auth } } });
}
