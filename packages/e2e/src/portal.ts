import { ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const START_TIMEOUT_MS = 20 * 60_000;
const STOP_TIMEOUT_MS = 30_000;

/** A portal of the tests' own, with its own database and cluster, on a free port. */
export class Portal {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, process: ChildProcess) {
    this.url = url;
    this.#process = process;
  }

  /** Runs `npm start` on a state folder, as a user would. */
  static async start(
    state: string,
    args: readonly string[],
    report: (line: string) => void,
  ): Promise<Portal> {
    const child = spawn(
      process.execPath,
      [
        resolve(process.cwd(), '../../scripts/start.mjs'),
        ...['--port', '0', '--state', state],
        ...args,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const url = await new Promise<string>((ready, fail) => {
      const timer = setTimeout(
        () => fail(new Error('The portal did not start in time')),
        START_TIMEOUT_MS,
      );
      child.once('exit', code => {
        clearTimeout(timer);
        fail(new Error(`The portal ended with ${code} before it was ready`));
      });
      createInterface({ input: child.stdout }).on('line', line => {
        report(line);
        const match = /Greenroom is ready: (http:\/\/\S+)/.exec(line);
        if (match) {
          clearTimeout(timer);
          ready(match[1].replace(/\/$/, ''));
        }
      });
    }).catch(error => {
      child.kill('SIGTERM');
      throw error;
    });
    return new Portal(url, child);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = new Promise(done => {
      this.#process.once('exit', done);
    });
    this.#process.kill('SIGTERM');
    const timer = setTimeout(
      () => this.#process.kill('SIGKILL'),
      STOP_TIMEOUT_MS,
    );
    await ended;
    clearTimeout(timer);
  }
}
