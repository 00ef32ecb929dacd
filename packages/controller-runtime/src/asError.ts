import { types } from 'node:util';

/** What was thrown, as an error. Unlike `instanceof`, it knows errors of other realms, such as a test runner's. */
export function asError(thrown: unknown): Error {
  return types.isNativeError(thrown) ? thrown : new Error(String(thrown));
}
