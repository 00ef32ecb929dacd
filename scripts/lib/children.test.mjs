import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { run, start, stop } from './children.mjs';
import { childArguments } from './nodeArguments.mjs';
import { root } from './paths.mjs';

const isAlive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(condition) {
  for (let i = 0; i < 200 && !condition(); i++) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  assert.ok(condition());
}

test('tells exit code and output, line by line', async () => {
  const lines = [];
  const { code, lastLines } = await run(
    process.execPath,
    ['-e', 'console.log("a\\nb"); process.exitCode = 3'],
    { onLine: line => lines.push(line) },
  );
  assert.equal(code, 3);
  assert.deepEqual(lines, ['a', 'b']);
  assert.deepEqual(lastLines, ['a', 'b']);
});

test('a program that is not there is an error, not a crash', async () => {
  const { code, error } = await run('greenroom-no-such-program', []);
  assert.equal(code, null);
  assert.equal(error.code, 'ENOENT');
});

test('a child that ignores SIGTERM is killed, with its own children', async () => {
  const grandchild = 'setInterval(() => {}, 1e6)';
  let pid;
  const child = start(
    process.execPath,
    [
      '-e',
      `process.on('SIGTERM', () => {});
       const { pid } = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(
         grandchild,
       )}]);
       console.log(pid);
       setInterval(() => {}, 1e6);`,
    ],
    {
      graceMs: 100,
      onLine: line => {
        pid = Number(line);
      },
    },
  );
  await until(() => pid);
  await stop(child);
  assert.equal(isAlive(child.pid), false);
  await until(() => !isAlive(pid));
});

test('a child ends when its parent was killed', async () => {
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { start } from ${JSON.stringify(
        path.join(root, 'scripts/lib/children.mjs'),
      )};
       const child = start(process.execPath, [...${JSON.stringify(
         childArguments,
       )}, '-e', 'setInterval(() => {}, 1e6); console.log("up")'], { onLine: () => console.log(child.pid) });`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let pid;
  parent.stdout.on('data', data => {
    pid = Number(data);
  });
  await until(() => pid);
  assert.ok(isAlive(pid));
  parent.kill('SIGKILL');
  await until(() => !isAlive(pid));
});
