import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** What a call to a side came to. */
export interface Measured<T> {
  value: T;
  /** Wall clock of the side. */
  ms: number;
  /** User and system time of the side's process, all its threads. */
  cpuMs: number;
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
  ms: number;
  cpuMs: number;
}

/**
 * One side of a comparison, in a process of its own, so that its CPU time and
 * memory are its own.
 */
export class Side<M extends Methods> {
  readonly #child: ChildProcess;
  readonly #pending = new Map<
    number,
    { resolve(answer: Measured<never>): void; reject(error: Error): void }
  >();
  #calls = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', message => this.#answered(message as Answer));
    child.on('exit', code => {
      const error = new Error(`a side of the benchmark ended with ${code}`);
      this.#pending.forEach(({ reject }) => reject(error));
    });
  }

  /** @param name - of a file in `sides/` */
  static async start<M extends Methods>(name: string): Promise<Side<M>> {
    const child = fork(join(__dirname, '../sides', `${name}.ts`), {
      // As the parent runs: with the transform of TypeScript.
      execArgv: [...process.execArgv, '--expose-gc'],
      serialization: 'advanced',
    });
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', code =>
        reject(new Error(`side '${name}' did not start: ${code}`)),
      );
    });
    return new Side<M>(child);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  call<N extends keyof M & string>(
    method: N,
    ...args: Parameters<M[N]>
  ): Promise<Measured<Awaited<ReturnType<M[N]>>>> {
    const id = this.#calls++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#child.send({ id, method, args });
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise(resolve => this.#child.once('exit', resolve));
    this.#child.disconnect();
    await ended;
  }

  /** As a crash: nothing is finished, nothing given back. */
  async kill(): Promise<void> {
    const ended = new Promise(resolve => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }

  #answered({ id, value, error, ms, cpuMs }: Answer): void {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    if (error === undefined) {
      waiting?.resolve({ value: value as never, ms, cpuMs });
    } else waiting?.reject(new Error(error));
  }
}

/** What a side can be asked to do. */
export type Methods = Record<string, (...args: never[]) => unknown>;

/** Answers calls in the process of a side, until the parent lets go. */
export function serve(methods: Methods, onEnd: () => Promise<void>): void {
  process.on('message', async message => {
    const { id, method, args } = message as {
      id: number;
      method: string;
      args: never[];
    };
    const cpu = process.cpuUsage();
    const started = performance.now();
    let outcome: { value?: unknown; error?: string };
    try {
      outcome = { value: await methods[method](...args) };
    } catch (error) {
      outcome = { error: error instanceof Error ? error.stack : `${error}` };
    }
    const { user, system } = process.cpuUsage(cpu);
    process.send?.({
      id,
      ...outcome,
      ms: performance.now() - started,
      cpuMs: (user + system) / 1_000,
    });
  });
  process.on('disconnect', () => {
    onEnd().finally(() => process.exit(0));
  });
  process.send?.('ready');
}
