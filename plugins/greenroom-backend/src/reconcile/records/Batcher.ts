interface Waiting<I, O> {
  input: I;
  resolve(output: O): void;
  reject(error: unknown): void;
}

/**
 * Does together what is asked for at about the same time. At rest a request goes
 * at once; under load it waits a moment for company. When a batch fails, each of
 * it is tried alone, so that one bad input fails only itself.
 */
export class Batcher<I, O> {
  readonly #work: (inputs: readonly I[]) => Promise<readonly O[]>;
  readonly #limit: number;
  readonly #lingerMs: number;
  #ended = -Infinity;
  #waiting: Waiting<I, O>[] = [];
  /** A batch is under way, or about to be. */
  #scheduled = false;

  /** @param work - answers in the order of the inputs */
  constructor(
    work: (inputs: readonly I[]) => Promise<readonly O[]>,
    options: { limit: number; lingerMs: number },
  ) {
    this.#work = work;
    this.#limit = options.limit;
    this.#lingerMs = options.lingerMs;
  }

  do(input: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      if (!this.#scheduled) this.#schedule();
    });
  }

  #schedule(): void {
    this.#scheduled = true;
    const busy = performance.now() - this.#ended < this.#lingerMs;
    if (busy && this.#waiting.length < this.#limit) {
      setTimeout(() => this.#next(), this.#lingerMs);
    } else setImmediate(() => this.#next());
  }

  async #next(): Promise<void> {
    await this.#run(this.#waiting.splice(0, this.#limit));
    this.#ended = performance.now();
    this.#scheduled = false;
    if (this.#waiting.length) this.#schedule();
  }

  async #run(batch: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outputs = await this.#work(batch.map(({ input }) => input));
      batch.forEach(({ resolve }, index) => resolve(outputs[index]));
    } catch (error) {
      if (batch.length === 1) batch[0].reject(error);
      else for (const one of batch) await this.#run([one]);
    }
  }
}
