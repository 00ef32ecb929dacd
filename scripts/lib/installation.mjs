import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writePrivateFile } from './privateFile.mjs';

/** The identity of this portal towards its clusters; made once, kept with the state. */
export function installationId(file) {
  if (!existsSync(file)) {
    writePrivateFile(file, `${randomUUID()}\n`);
  }
  return readFileSync(file, 'utf8').trim();
}
