import { InputError } from '@backstage/errors';

/** Where a page of the list ended: the ordered columns of its last row. */
export interface Position {
  project: string;
  kind: string;
  name: string;
}

export function encodeCursor({ project, kind, name }: Position): string {
  return Buffer.from(JSON.stringify([project, kind, name])).toString(
    'base64url',
  );
}

/** @throws InputError for anything that `encodeCursor` did not make */
export function decodeCursor(cursor: string): Position {
  const parts = parseParts(cursor);
  if (!parts) {
    throw new InputError(
      'cursor is not one that a list answered; leave it out to start again',
    );
  }
  const [project, kind, name] = parts;
  return { project, kind, name };
}

function parseParts(cursor: string): string[] | undefined {
  try {
    const parts: unknown = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    );
    return Array.isArray(parts) &&
      parts.length === 3 &&
      parts.every(part => typeof part === 'string')
      ? parts
      : undefined;
  } catch {
    return undefined;
  }
}
