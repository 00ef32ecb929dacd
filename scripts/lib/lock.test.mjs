import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { lockHolder, processStart, takeLock, withLock } from './lock.mjs';

const directory = mkdtempSync(path.join(tmpdir(), 'greenroom-lock-'));
after(() => rmSync(directory, { recursive: true }));

test('a second taker learns who holds the lock and what it says', () => {
  const file = path.join(directory, 'held');
  const lock = takeLock(file);
  lock.update({ url: 'http://localhost:1' });
  assert.equal(takeLock(file).holder.pid, process.pid);
  assert.equal(lockHolder(file).url, 'http://localhost:1');
  lock.release();
  assert.equal(existsSync(file), false);
});

test('the lock of a dead process is taken over', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise(resolve => child.once('close', resolve));
  const file = path.join(directory, 'dead');
  writeFileSync(file, JSON.stringify({ pid: child.pid, started: '1' }));
  takeLock(file).release();
});

test('a process that only has the id of a dead one does not count as the holder', () => {
  const file = path.join(directory, 'reused');
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'earlier' }));
  takeLock(file).release();
});

test('a file that was cut off while written does not block for ever', () => {
  const file = path.join(directory, 'cut');
  writeFileSync(file, '{"pid":');
  takeLock(file).release();
});

test('waits for its turn', async () => {
  const file = path.join(directory, 'turn');
  const first = takeLock(file);
  const order = [];
  const second = withLock(
    file,
    async () => order.push('second'),
    () => {
      if (order.length === 0) {
        order.push('first done');
        first.release();
      }
    },
  );
  await second;
  assert.deepEqual(order, ['first done', 'second']);
});

test('the start of a process is stable, and unknown for one that is not there', () => {
  assert.equal(processStart(process.pid), processStart(process.pid));
  assert.equal(processStart(2 ** 22 + 1), undefined);
});
