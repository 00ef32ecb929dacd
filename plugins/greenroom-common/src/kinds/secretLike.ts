import type { FieldIssue } from './kinds';

/** Credentials whose makers gave them a form that tells. */
const SECRET_VALUES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[opsur]_[A-Za-z0-9]{36}/,
  /\bgithub_pat_[A-Za-z0-9_]{20}/,
  /\bglpat-[A-Za-z0-9_-]{20}/,
  /\bhf_[A-Za-z0-9]{30}/,
  /\bsk-[A-Za-z0-9_-]{20}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./,
  /:\/\/[^\s/@:]+:[^\s/@]+@/,
];

/** Whether a value is most likely a credential. */
function looksLikeSecret(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    SECRET_VALUES.some(pattern => pattern.test(value))
  );
}

/**
 * What is not wrong and yet should not stay so: credentials in plain variables.
 * The messages never hold the value.
 * @param spec - of any kind; also one that was not checked yet
 */
export function declarationWarnings(spec: object): FieldIssue[] {
  const { env } = spec as { env?: unknown };
  return (Array.isArray(env) ? env : []).flatMap(
    (variable: { value?: unknown } | undefined, index) =>
      looksLikeSecret(variable?.value)
        ? [
            {
              field: `spec.env[${index}].value`,
              message:
                'looks like a credential, and can be read by everybody who may see this; take it from a Secret of the project instead, and replace the credential',
            },
          ]
        : [],
  );
}
