import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('npm test ends with its one line even where nothing can be installed', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'greenroom-broken-'));
  try {
    // A checkout that has nothing but its scripts.
    cpSync(
      path.dirname(path.dirname(fileURLToPath(import.meta.url))),
      path.join(directory, 'scripts'),
      { recursive: true },
    );
    const { status, stdout } = spawnSync(
      process.execPath,
      [path.join(directory, 'scripts/test.mjs')],
      { encoding: 'utf8' },
    );
    assert.equal(status, 1);
    assert.equal(stdout.trimEnd().split('\n').at(-1), '0 passed, 1 failed');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
