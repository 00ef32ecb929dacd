import { setTimeout as sleep } from 'node:timers/promises';

export interface LoopOptions {
  /** Does not throw. */
  work: (signal: AbortSignal) => Promise<void>;
  /** Before the first run. */
  delayMs: number;
  /** Between the end of a run and the next. */
  intervalMs: number;
}

/** Repeats some work until it is stopped; runs never overlap. */
export class Loop {
  readonly #options: LoopOptions;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Resolves when the run in progress has ended. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { work, delayMs, intervalMs } = this.#options;
    const { signal } = this.#abort;
    let pause = delayMs;
    while (await slept(pause, signal)) {
      await work(signal);
      pause = intervalMs;
    }
  }
}

/** @returns false when aborted */
async function slept(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
