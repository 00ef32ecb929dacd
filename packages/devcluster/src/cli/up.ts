import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterFiles } from '../cluster/directory';
import { packageDirectory } from '../packageDirectory';
import { print } from './output';
import { stateOf, supervisorOf } from './running';
import { status } from './status';

/** Starts a supervisor of its own session, passes its progress on, and returns when the cluster is ready. */
export async function up(directory: string): Promise<number> {
  const running = await supervisorOf(directory);
  if (running !== undefined) {
    print(`The development cluster already runs (process ${running}).`);
    return waitForOther(directory);
  }
  const { logs } = clusterFiles(directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await mkdir(logs, { recursive: true });
  const logFile = join(logs, 'supervisor.log');
  const log = openSync(logFile, 'w', 0o600);
  const supervisor = spawn(
    process.execPath,
    [...process.execArgv, process.argv[1], 'run', '--directory', directory],
    {
      detached: true,
      stdio: ['ignore', log, log],
      // Where node finds the loader that its own arguments name.
      cwd: packageDirectory,
    },
  );
  closeSync(log);
  supervisor.unref();

  let code: number | undefined;
  once(supervisor, 'exit').then(
    ([exitCode]) => {
      code = exitCode ?? 1;
    },
    error => {
      code = 1;
      process.stderr.write(`${error.message}\n`);
    },
  );
  const reader = await open(logFile);
  try {
    for (;;) {
      const ended = code;
      const { bytesRead, buffer } = await reader.read();
      const text = buffer.toString('utf8', 0, bytesRead);
      process.stderr.write(text.replace(/^\{"ready".*\n/m, ''));
      if (bytesRead === 0 && ended !== undefined) {
        return ended || 1;
      }
      const state = await stateOf(directory);
      // A supervisor that was killed has left its own state behind.
      if (state?.phase === 'ready' && state.supervisor === supervisor.pid) {
        return await status(directory);
      }
      await sleep(200);
    }
  } finally {
    await reader.close();
  }
}

/** Another process is starting or has started the cluster: wait for what becomes of it. */
async function waitForOther(directory: string): Promise<number> {
  for (;;) {
    const supervisor = await supervisorOf(directory);
    const state = await stateOf(directory);
    const ready = state?.phase === 'ready' && state.supervisor === supervisor;
    if (ready || supervisor === undefined) {
      return status(directory);
    }
    await sleep(200);
  }
}
