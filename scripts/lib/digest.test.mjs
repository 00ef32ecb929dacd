import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { digest } from './digest.mjs';

const directory = mkdtempSync(path.join(tmpdir(), 'greenroom-digest-'));
after(() => rmSync(directory, { recursive: true }));

test('changes with contents and names, not with build products', () => {
  const file = path.join(directory, 'src', 'a.ts');
  mkdirSync(path.join(directory, 'src', 'dist'), { recursive: true });
  writeFileSync(file, 'one');
  const before = digest(directory, ['src', 'missing']);

  writeFileSync(path.join(directory, 'src', 'dist', 'a.js'), 'built');
  assert.equal(digest(directory, ['src', 'missing']), before);

  writeFileSync(file, 'two');
  assert.notEqual(digest(directory, ['src', 'missing']), before);

  writeFileSync(file, 'one');
  assert.equal(digest(directory, ['src', 'missing']), before);

  renameSync(file, path.join(directory, 'src', 'b.ts'));
  assert.notEqual(digest(directory, ['src', 'missing']), before);
});
