import { Clock } from '../clock';

/** One abort signal for two reasons to stop: the caller's own signal, and time running out. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #caller?: AbortSignal;
  readonly #cancelTimer: () => void;
  #expired = false;

  constructor(clock: Clock, ms: number, caller?: AbortSignal) {
    this.#caller = caller;
    this.#cancelTimer = clock.setTimeout(() => {
      this.#expired = true;
      this.#controller.abort();
    }, ms);
    if (caller?.aborted) {
      this.#controller.abort();
    } else {
      caller?.addEventListener('abort', this.#stop, { once: true });
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether it was time that ran out. */
  get expired(): boolean {
    return this.#expired;
  }

  /** In time: from here only the caller's signal counts. */
  met(): void {
    this.#cancelTimer();
  }

  /** Lets go of the timer and of the caller's signal. */
  end(): void {
    this.#cancelTimer();
    this.#caller?.removeEventListener('abort', this.#stop);
  }

  /** Ends, and breaks off what is still open under this signal. */
  abort(): void {
    this.end();
    this.#controller.abort();
  }

  readonly #stop = () => this.#controller.abort();
}
