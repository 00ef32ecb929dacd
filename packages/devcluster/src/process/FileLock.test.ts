import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileLock, LockHeldError } from './FileLock';

describe('FileLock', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-lock-'));
    file = join(folder, 'lock');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is held by one at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      const lock = await FileLock.acquire(file);
      most = Math.max(most, ++inside);
      await new Promise(resolve => setTimeout(resolve, 5));
      inside--;
      await lock.release();
    };
    await Promise.all([work(), work(), work(), work()]);
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('names the owner when it cannot wait', async () => {
    const lock = await FileLock.acquire(file);
    const refused = FileLock.acquire(file, { timeout: 0 });
    await expect(refused).rejects.toBeInstanceOf(LockHeldError);
    await expect(refused).rejects.toThrow(`held by process ${process.pid}`);
    await lock.release();
  });

  it('takes over from a process that has died', async () => {
    const { pid } = spawnSync('true');
    await writeFile(file, JSON.stringify({ pid, nonce: 'old' }));
    const lock = await FileLock.acquire(file, { timeout: 0 });
    expect((await FileLock.owner(file))?.pid).toBe(process.pid);
    await lock.release();
  });

  it('takes over when the process id was given to somebody else since', async () => {
    await writeFile(
      file,
      JSON.stringify({ pid: process.pid, startMark: 'earlier', nonce: 'old' }),
    );
    const lock = await FileLock.acquire(file, { timeout: 0 });
    expect((await FileLock.owner(file))?.nonce).not.toBe('old');
    await lock.release();
  });

  it('gives up waiting when asked to', async () => {
    const lock = await FileLock.acquire(file);
    const giveUp = new AbortController();
    const waiting = FileLock.acquire(file, {
      signal: giveUp.signal,
      onWait: () => giveUp.abort(new Error('enough')),
    });
    await expect(waiting).rejects.toThrow();
    await lock.release();
  });
});
