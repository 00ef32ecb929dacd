import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './paths.mjs';

const docs = path.join(root, 'docs');
const rows = readFileSync(path.join(docs, 'reliability.md'), 'utf8')
  .split('\n')
  .filter(line => /^\| \d+ /.test(line))
  .map(line => line.split('|').map(cell => cell.trim()))
  .map(([, number, , , proof]) => ({ number: Number(number), proof }));

test('docs/reliability.md has every scenario once', () => {
  assert.deepEqual(
    rows.map(({ number }) => number),
    Array.from({ length: 48 }, (_, index) => index + 1),
  );
});

for (const { number, proof } of rows) {
  test(`scenario ${number} has the tests that docs/reliability.md names`, () => {
    const files = [...proof.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) =>
      path.join(docs, file),
    );
    assert.ok(files.length > 0);
    for (const file of files) assert.ok(existsSync(file), file);
    const [, title] = /`(scenarios? [^`]+)`/.exec(proof) ?? [];
    for (const file of files.filter(name => /\.test\.tsx?$/.test(name))) {
      assert.match(
        readFileSync(file, 'utf8'),
        new RegExp(`['"]${title}:`),
        file,
      );
    }
  });
}
