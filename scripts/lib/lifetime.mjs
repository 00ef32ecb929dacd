import { killAll, stopAll } from './children.mjs';
import { printFailure } from './failure.mjs';

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Runs a command's main function and answers for its children: whatever ends it (the function itself,
 * an error, a signal, the death of the parent process), no child stays.
 *
 * @param {(stopping: AbortSignal) => Promise<number | void>} main resolves with the exit code; is to return soon after `stopping` aborts
 */
export async function runCommand(main) {
  const stopping = new AbortController();
  let code;

  const requestStop = (reason, exitCode) => {
    if (stopping.signal.aborted) {
      return false;
    }
    code = exitCode;
    stopping.abort(new Error(reason));
    return true;
  };
  for (const [signal, exitCode] of Object.entries(signals)) {
    process.on(signal, () => {
      if (!requestStop(signal, exitCode)) {
        killAll();
      } else if (process.stderr.isTTY) {
        process.stderr.write('\nStopping … (Ctrl-C again to force)\n');
      }
    });
  }
  // Of a parent that was killed no signal tells, but its id changes.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      requestStop('parent process ended', 129);
    }
  }, 1000).unref();

  const stopped = new Promise(resolve => {
    stopping.signal.addEventListener('abort', resolve, { once: true });
  });
  const work = Promise.resolve()
    .then(() => main(stopping.signal))
    .then(result => {
      code ??= result ?? 0;
    })
    .catch(error => {
      // What breaks while we stop is broken because we stop.
      if (!stopping.signal.aborted) {
        printFailure(error);
        code = 1;
      }
    });
  await Promise.race([work, stopped]);
  await stopAll();
  await Promise.race([
    work,
    new Promise(resolve => setTimeout(resolve, 2000).unref()),
  ]);
  await stopAll();
  process.exit(code);
}
