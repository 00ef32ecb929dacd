import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, isAlive } from '../process/processes';
import { ClusterState } from './ClusterState';

/**
 * Ends components that an earlier supervisor left behind. An id may have been
 * given to somebody else since, so only a process whose command line names
 * this program and this cluster's folder is touched.
 */
export async function endLeftovers(state: ClusterState): Promise<void> {
  const ours = Object.entries(state.pids)
    .filter(([program, pid]) => {
      const command = commandLine(pid);
      return isLeftover(command, program, state.directory);
    })
    .map(([, pid]) => pid);

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    ours.filter(isAlive).forEach(pid => send(pid, signal));
    for (let tries = 0; tries < 50 && ours.some(isAlive); tries++) {
      await sleep(100);
    }
  }
}

/** Whether a command line is that of a component of the cluster in this folder. */
export function isLeftover(
  command: string | undefined,
  program: string,
  directory: string,
): boolean {
  return (
    command !== undefined &&
    command.split(' ')[0].endsWith(`/${program}`) &&
    command.includes(`=${directory}/`)
  );
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}
