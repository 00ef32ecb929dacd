import { readFile } from 'node:fs/promises';

/** A token that is read from its file each time it is asked for, since such files are rotated. */
export function tokenFromFile(path: string): () => Promise<string> {
  return async () => (await readFile(path, 'utf8')).trim();
}
