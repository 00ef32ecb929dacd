import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTrouble, startOfTrouble } from './backend.mjs';

test('warnings and errors are worth showing, whatever their colours', () => {
  const line = level =>
    `\u001b[2m2026-01-01T00:00:00.000Z\u001b[22m \u001b[34mcatalog\u001b[39m \u001b[33m${level}\u001b[39m something`;
  assert.equal(isTrouble(line('warn')), true);
  assert.equal(isTrouble(line('error')), true);
  assert.equal(isTrouble(line('info')), false);
});

test('an error is shown from its name on, not from the end of its stack', () => {
  const log = [
    'starting',
    "Error: Cannot find module './x'",
    ...Array(40).fill('    at y'),
  ];
  assert.equal(startOfTrouble(log)[0], "Error: Cannot find module './x'");
  assert.equal(startOfTrouble(['a', 'b']).length, 2);
});
