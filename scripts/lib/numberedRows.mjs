import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

export const docs = path.join(root, 'docs');

/** The rows of a page of `docs/` that begin with a number, as trimmed cells. */
export function numberedRows(page) {
  return readFileSync(path.join(docs, page), 'utf8')
    .split('\n')
    .filter(line => /^\| \d+ /.test(line))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
    .map(([number, ...cells]) => ({ number: Number(number), cells }));
}

/** The files that a cell links to. */
export function linkedFiles(cell) {
  return [...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) =>
    path.join(docs, file),
  );
}
