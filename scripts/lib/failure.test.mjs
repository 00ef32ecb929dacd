import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, Failure } from './failure.mjs';

test('a full disk and a missing right come with what to do', () => {
  const full = explain(
    Object.assign(new Error('write'), { code: 'ENOSPC', path: '/x' }),
  );
  assert.ok(full instanceof Failure);
  assert.match(full.message, /disk is full at \/x/);

  const denied = explain(
    Object.assign(new Error('open'), { code: 'EACCES', path: '/y' }),
  );
  assert.match(denied.message, /No permission to write at \/y/);
  assert.match(denied.advice, /--state DIR/);
});

test('what has no known remedy stays as it is', () => {
  const error = new TypeError('x');
  assert.equal(explain(error), error);
});
