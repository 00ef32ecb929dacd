import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { start } from './children.mjs';
import { Failure } from './failure.mjs';
import { childArguments, sourceArguments } from './nodeArguments.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';

const READY_MS = 120000;

async function isReady(url) {
  try {
    const response = await fetch(`${url}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(5000),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** Whether a log line of the backend is worth showing on the terminal. */
export function isTrouble(line) {
  return /^\S+Z \S+ (warn|error) /.test(stripVTControlCharacters(line));
}

/** Of a log that ends in an error, the part that names it: a stack below it may be longer than a screen. */
export function startOfTrouble(lines) {
  const first = lines.findIndex(line =>
    /^(\S*Error\b|Error:)|^\S+Z \S+ error /.test(line),
  );
  return first < 0 ? lines.slice(-15) : lines.slice(first, first + 15);
}

/**
 * Starts the backend from its sources and waits until it is ready.
 *
 * @param {object} options
 * @param {number} options.port
 * @param {string[]} options.configs configuration files, later ones win
 * @param {string} options.logs
 * @param {(line: string) => void} options.onLine gets every line of its log
 * @param {AbortSignal} options.stopping
 */
export async function startBackend({ port, configs, logs, onLine, stopping }) {
  const log = path.join(logs, 'backend.log');
  const child = start(
    process.execPath,
    [
      ...childArguments,
      ...sourceArguments,
      path.join(root, 'packages/backend/src/index.ts'),
      ...configs.flatMap(file => ['--config', file]),
    ],
    {
      cwd: path.join(root, 'packages/backend'),
      // The guest provider serves development only.
      env: { NODE_ENV: 'development' },
      log,
      onLine,
    },
  );
  let end;
  child.ended.then(result => {
    end = result;
  });
  await step('Starting the backend', async () => {
    const deadline = Date.now() + READY_MS;
    while (!(await isReady(`http://127.0.0.1:${port}`))) {
      stopping.throwIfAborted();
      if (end || Date.now() > deadline) {
        const lines = child.lastLines.map(stripVTControlCharacters);
        throw new Failure(
          end
            ? `The backend ended while starting (${
                end.error?.message ?? end.signal ?? `code ${end.code}`
              }).`
            : `The backend was not ready after ${READY_MS / 1000} s.`,
          `${startOfTrouble(lines).join(
            '\n',
          )}\nAll output: ${log}\nIf the database is damaged, npm start -- --reset begins anew.`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  });
  return child;
}
