import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a component may take to end by itself, in milliseconds. */
const GRACE = 5_000;

/** One program of the control plane, writing to its own log file. */
export class ComponentProcess {
  readonly name: string;
  readonly #logFile: string;
  readonly #child: ChildProcess;
  #stopping = false;

  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  /** Rejects when the process ends without having been told to, with the end of its log. */
  readonly failure: Promise<never>;

  constructor(component: {
    name: string;
    program: string;
    args: string[];
    cwd: string;
    logFile: string;
  }) {
    this.name = component.name;
    this.#logFile = component.logFile;
    const log = openSync(component.logFile, 'a', 0o600);
    try {
      this.#child = spawn(component.program, component.args, {
        cwd: component.cwd,
        env: cleanEnvironment(process.env),
        stdio: ['ignore', log, log],
      });
    } finally {
      closeSync(log);
    }
    const outcome = new Promise<string>(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) =>
        resolve(signal ? `was ended by ${signal}` : `exited with code ${code}`),
      );
    });
    this.ended = outcome.then(() => undefined);
    this.failure = outcome.then(how => this.#explain(how));
    // Whoever races against it hears of it; a stop after that must not become an unhandled rejection.
    this.failure.catch(() => undefined);
  }

  /** Undefined when the program could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** SIGTERM, then SIGKILL; resolves when the process is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.pid === undefined) {
      return;
    }
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), GRACE);
    await this.ended;
    clearTimeout(force);
  }

  async #explain(how: string): Promise<never> {
    // Ctrl-C reaches the whole terminal group: give our own stop the chance to be first.
    await sleep(250);
    if (this.#stopping) {
      return new Promise<never>(() => {});
    }
    const tail = await lastLines(this.#logFile);
    throw new Error(
      `${this.name} ${how}. The end of its log (${this.#logFile}):\n${tail}`,
    );
  }
}

/** What this process was told about other clusters must not reach the components. */
export function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(KUBE|ETCD_|KWOK_|NODE_OPTIONS$)/.test(name),
    ),
  );
}

/** The last lines of a text file, from at most its last 8 KiB. */
export async function lastLines(file: string, count = 10): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const length = Math.min(size, 8_192);
      const { buffer } = await handle.read(
        Buffer.alloc(length),
        0,
        length,
        size - length,
      );
      return buffer
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .slice(-count)
        .join('\n');
    } finally {
      await handle.close();
    }
  } catch {
    return '(no log)';
  }
}
