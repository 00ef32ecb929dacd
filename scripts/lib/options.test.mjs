import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStartOptions } from './options.mjs';

test('has defaults', () => {
  const { port, state, reset } = parseStartOptions([]);
  assert.deepEqual(
    { port, state, reset },
    { port: 7007, state: '.greenroom', reset: false },
  );
});

test('names the option that is wrong', () => {
  assert.throws(
    () => parseStartOptions(['--port', 'http']),
    /--port .* "http"/,
  );
  assert.throws(() => parseStartOptions(['--port', '65536']), /--port/);
  assert.throws(
    () => parseStartOptions(['--context', 'x']),
    /--context needs --kubeconfig/,
  );
  assert.throws(() => parseStartOptions(['--prot', '1']), /--prot/);
});
