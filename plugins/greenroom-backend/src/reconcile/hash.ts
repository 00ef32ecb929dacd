import { createHash } from 'node:crypto';
import { canonical } from '../status/canonical';

/** SHA-256 (hex) of a JSON value. The order of fields does not count; that of list items does. */
export function hash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}
