import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { linkedFiles, numberedRows } from './numberedRows.mjs';
import { root } from './paths.mjs';

const rows = numberedRows('security.md');
const tests = [
  'plugins/greenroom-node/src/testUtils/badInputs/badInputs.ts',
  'plugins/greenroom-backend/src/api/badInputs.test.ts',
  'plugins/scaffolder-backend-module-greenroom/src/badInputs.test.ts',
].map(file => readFileSync(path.join(root, file), 'utf8'));

test('docs/security.md has every bad input once', () => {
  assert.deepEqual(
    rows.map(({ number }) => number),
    Array.from({ length: 25 }, (_, index) => index + 1),
  );
});

for (const { number, cells } of rows) {
  test(`bad input ${number} has a test, and the files that docs/security.md names`, () => {
    const files = linkedFiles(cells[2]);
    for (const file of files) assert.ok(existsSync(file), file);
    // `row: 6`, `specs(3,`, `it('7: …`, `it('18, 23: …`
    const mention = new RegExp(
      `(row: |(specs|models|names)\\(\\s*|it\\('(\\d+, )*)${number}\\b`,
    );
    assert.ok(
      tests.some(text => mention.test(text)) ||
        files.some(file => /\.test\.tsx?$/.test(file)),
      `no test of ${number}`,
    );
  });
}
