import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePort } from './ports.mjs';

test('0 takes any free port', async () => {
  assert.ok((await freePort(0)) > 1023);
});

test('a taken port is a failure that names the option to choose another', async () => {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await assert.rejects(freePort(port), error => {
    assert.match(error.message, new RegExp(`Port ${port} is taken`));
    assert.match(error.advice, /--port/);
    return true;
  });
  await new Promise(resolve => server.close(resolve));
});
