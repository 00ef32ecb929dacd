import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { linkedFiles, numberedRows } from './numberedRows.mjs';

const rows = numberedRows('reliability.md').map(({ number, cells }) => ({
  number,
  proof: cells[2],
}));

test('docs/reliability.md has every scenario once', () => {
  assert.deepEqual(
    rows.map(({ number }) => number),
    Array.from({ length: 48 }, (_, index) => index + 1),
  );
});

for (const { number, proof } of rows) {
  test(`scenario ${number} has the tests that docs/reliability.md names`, () => {
    const files = linkedFiles(proof);
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
