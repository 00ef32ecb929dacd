import { fstatSync } from 'node:fs';
import { startDevCluster } from '../cluster';
import { print, printProgress } from './output';

/**
 * Runs the cluster in the foreground. Prints one line of JSON when it is
 * ready; ends on SIGINT, SIGTERM, SIGHUP or, when stdin is a pipe, on its end,
 * so that a parent process that dies takes the cluster with it.
 */
export async function run(directory: string): Promise<number> {
  const stop = stopRequest();
  const cluster = await startDevCluster({
    directory,
    prometheus: true,
    onProgress: printProgress,
    signal: stop,
  }).catch(error => {
    if (stop.aborted) {
      return undefined;
    }
    throw error;
  });
  if (!cluster) {
    return 0;
  }
  print(
    JSON.stringify({
      ready: true,
      kubeconfig: cluster.adminKubeconfig,
      state: cluster.stateFile,
    }),
  );
  try {
    await Promise.race([aborted(stop), cluster.failure]);
    return 0;
  } finally {
    await cluster.stop();
  }
}

function stopRequest(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, stop);
  }
  if (isPipe(process.stdin.fd)) {
    process.stdin.on('end', stop).on('error', stop).resume();
  }
  return controller.signal;
}

/** A terminal or /dev/null says nothing about a parent; a pipe does. */
function isPipe(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
