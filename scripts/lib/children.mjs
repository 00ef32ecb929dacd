import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const running = new Set();

const alive = child =>
  child.pid !== undefined &&
  child.exitCode === null &&
  child.signalCode === null;

/** Signals the child's whole process group; a group that is gone already is no error. */
function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

/**
 * Starts a child in a process group of its own: Ctrl-C in the terminal reaches only us, and we stop
 * the children in the right order.
 *
 * @param {object} options
 * @param {string} [options.log] file that gets all output
 * @param {(line: string, stream: 'stdout' | 'stderr') => void} [options.onLine]
 * @param {number} [options.graceMs] how long it may take to end after SIGTERM
 */
export function start(
  command,
  args,
  { cwd, env, log, onLine, graceMs = 10000 } = {},
) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    // Its stdin is a pipe that closes with us, which children may take as the sign to end.
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => {});
  child.graceMs = graceMs;
  child.lastLines = [];
  running.add(child);

  let file;
  if (log) {
    mkdirSync(path.dirname(log), { recursive: true });
    file = createWriteStream(log, { mode: 0o600 });
    file.on('error', () => {});
  }
  for (const stream of ['stdout', 'stderr']) {
    createInterface({ input: child[stream] }).on('line', line => {
      file?.write(`${line}\n`);
      child.lastLines.push(line);
      if (child.lastLines.length > 200) {
        child.lastLines.shift();
      }
      onLine?.(line, stream);
    });
  }
  child.ended = new Promise(resolve => {
    child.once('error', error => {
      running.delete(child);
      resolve({ code: null, error });
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      file?.end();
      resolve({ code, signal });
    });
  });
  return child;
}

/** Runs a child to its end. Resolves with its exit code, last lines and error; never rejects. */
export async function run(command, args, options) {
  const child = start(command, args, options);
  child.stdin.end();
  const end = await child.ended;
  return { ...end, lastLines: child.lastLines };
}

/** Runs a child on our own terminal. Resolves with its exit code. */
export async function passThrough(command, args, { cwd, env } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  child.graceMs = 30000;
  running.add(child);
  child.ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 1));
  }).finally(() => running.delete(child));
  return child.ended;
}

/** SIGTERM, and SIGKILL when that was not enough. Resolves when the child is gone. */
export async function stop(child) {
  if (!alive(child)) {
    return;
  }
  const kill = setTimeout(() => signalGroup(child, 'SIGKILL'), child.graceMs);
  child.stdin?.end();
  process.kill(child.pid, 'SIGTERM');
  await child.ended;
  clearTimeout(kill);
}

/** Stops all children still running, latest first. */
export async function stopAll() {
  for (const child of [...running].reverse()) {
    await stop(child);
  }
}

/** Kills whatever still runs, at once. */
export function killAll() {
  for (const child of running) {
    signalGroup(child, 'SIGKILL');
  }
}
