import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { Response } from 'express';

/**
 * Sends JSON with an ETag, which Express compares with `If-None-Match` (304).
 * An asset's tag begins with its revision, so that it does for `If-Match` too.
 */
export function sendTagged<T>(
  response: Response<T>,
  body: T,
  revision?: number,
): void {
  const hash = createHash('sha256')
    .update(JSON.stringify(body))
    .digest('base64url')
    .slice(0, 22);
  response
    .set('ETag', `"${revision === undefined ? hash : `${revision}-${hash}`}"`)
    .set('Cache-Control', 'private, no-cache')
    .json(body);
}

/**
 * The revision in an `If-Match` header: a number, or an ETag of ours.
 * @throws InputError for anything else
 */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const [, revision] =
    /^(?:W\/)?"?([0-9]{1,9})(?:-[\w-]{1,64})?"?$/.exec(header.trim()) ?? [];
  if (revision === undefined) {
    throw new InputError(
      'If-Match must be the revision that you have seen, such as 7, or the ETag of the asset',
    );
  }
  return Number(revision);
}
