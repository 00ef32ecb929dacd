import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const GENERATED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/** All files below a path (or the path itself), sorted, without build products. */
function* filesBelow(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile()) {
    yield file;
  } else if (stat?.isDirectory()) {
    for (const name of readdirSync(file).sort()) {
      if (!GENERATED.has(name) && !name.startsWith('.cache')) {
        yield* filesBelow(path.join(file, name));
      }
    }
  }
}

/** A hash of names and contents; changes exactly when one of them does. Missing paths count as empty. */
export function digest(base, paths) {
  const hash = createHash('sha256');
  for (const name of paths) {
    for (const file of filesBelow(path.join(base, name))) {
      const content = readFileSync(file);
      hash.update(`${path.relative(base, file)}\0${content.length}\0`);
      hash.update(content);
    }
  }
  return hash.digest('hex');
}
