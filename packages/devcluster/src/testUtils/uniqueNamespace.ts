import { randomBytes } from 'node:crypto';

/** A namespace name that no other test uses, since tests share a cluster. */
export function uniqueNamespace(prefix = 'test'): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}
