import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process with this id exists; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return processState(pid) !== 'Z';
}

/** The arguments of a running process joined by blanks, or undefined when it cannot be read. */
export function commandLine(pid: number): string | undefined {
  if (process.platform === 'linux') {
    return readProc(pid, 'cmdline')?.replaceAll('\0', ' ').trim() || undefined;
  }
  return ps(pid, 'command=');
}

/**
 * What tells a process from a later one with the same id: when it started.
 * The format is the operating system's and only good for comparing.
 */
export function startMark(pid: number): string | undefined {
  if (process.platform === 'linux') {
    return statFields(pid)?.[19];
  }
  return ps(pid, 'lstart=');
}

function processState(pid: number): string | undefined {
  if (process.platform === 'linux') {
    return statFields(pid)?.[0];
  }
  return ps(pid, 'state=')?.[0];
}

/** Fields of /proc/PID/stat after the program's name, which itself may hold blanks and brackets. */
function statFields(pid: number): string[] | undefined {
  const stat = readProc(pid, 'stat');
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    return (
      execFileSync('ps', ['-o', column, '-p', String(pid)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
