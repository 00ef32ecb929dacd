import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The SHA-256 of a file, in lower-case hexadecimal. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Finds a file's checksum in what publishers offer: a bare digest
 * (`kube-apiserver.sha256`) or lines of `digest  file` (`SHA256SUMS`).
 */
export function parseChecksum(
  text: string,
  fileName: string,
): string | undefined {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  for (const line of lines) {
    const [digest, name] = line.split(/\s+\*?/);
    const named = name === undefined ? lines.length === 1 : name === fileName;
    if (named && /^[0-9a-f]{64}$/i.test(digest)) {
      return digest.toLowerCase();
    }
  }
  return undefined;
}
