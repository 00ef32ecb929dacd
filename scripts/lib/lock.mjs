import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** When a process started, as an opaque text: tells a process from a later one with the same id. */
export function processStart(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') {
      return undefined;
    }
  }
  try {
    if (process.platform === 'linux') {
      // Fields after the command, which is in parentheses and may hold anything; the 22nd is the start time.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Who holds the lock, or undefined when nobody alive does. */
export function lockHolder(file) {
  const holder = readHolder(file);
  return holder && processStart(holder.pid) === holder.started
    ? holder
    : undefined;
}

/**
 * Takes a lock file for this process, over the remains of a dead one if need be.
 *
 * @returns {{ update(info: object): void, release(): void } | { holder: object }} `holder` when another live process has it
 */
export function takeLock(file, info = {}) {
  const me = { ...info, pid: process.pid, started: processStart(process.pid) };
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(me), { flag: 'wx', mode: 0o600 });
      return {
        update: more => writeFileSync(file, JSON.stringify({ ...me, ...more })),
        release: () => {
          if (readHolder(file)?.pid === process.pid) {
            rmSync(file, { force: true });
          }
        },
      };
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
    const holder = lockHolder(file);
    if (holder) {
      return { holder };
    }
    // Renaming first: of several processes that saw the same remains, one moves them away.
    try {
      renameSync(file, `${file}.${process.pid}`);
      rmSync(`${file}.${process.pid}`, { force: true });
    } catch (error) {
      if (error.code !== 'ENOENT') {
        throw error;
      }
    }
  }
  throw new Error(`Could not take the lock ${file}`);
}

/** Takes the lock as soon as no other live process holds it, and holds it while `work` runs. */
export async function withLock(file, work, onWait = () => {}) {
  let lock = takeLock(file);
  while (lock.holder) {
    onWait(lock.holder);
    await new Promise(resolve => setTimeout(resolve, 500));
    lock = takeLock(file);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
