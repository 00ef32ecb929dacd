import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yarnDetail, yarnFailure } from './dependencies.mjs';

test('the phase of an install', () => {
  assert.equal(yarnDetail('➤ YN0000: ┌ Fetch step'), 'fetch');
  assert.equal(yarnDetail('➤ YN0013: │ 3 packages were added'), undefined);
});

test('each failure has its own remedy', () => {
  const lines = [
    '➤ YN0060: │ react is listed by your project with version 18.3.1',
    '➤ YN0035: │ left-pad@npm:1.0.0: The remote server failed to provide the requested resource',
    '➤ YN0000: · Failed with errors in 1s',
  ];
  const { advice } = yarnFailure(lines, 'install.log');
  assert.match(advice, /YN0035.*remote server/);
  assert.doesNotMatch(advice, /YN0060/);
  assert.match(advice, /registry must be reachable/);

  assert.match(
    yarnFailure(['➤ YN0028: │ The lockfile would have been modified'], 'l')
      .message,
    /yarn.lock/,
  );
  assert.match(
    yarnFailure(['Error: ENOSPC: no space left'], 'l').message,
    /disk is full/,
  );
});
