import { Clock } from './Clock';

/** One abort signal for two reasons to stop: time running out, and the caller's own signal. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #caller?: AbortSignal;
  readonly #cancelTimer: () => void;
  #expired = false;

  /** Runs out after `ms`; the signal's reason is then what `reason` makes. */
  constructor(
    clock: Clock,
    ms: number,
    caller?: AbortSignal,
    reason: () => Error = () => new Error(`not done within ${ms} ms`),
  ) {
    this.#caller = caller;
    this.#cancelTimer = clock.setTimeout(() => {
      this.#expired = true;
      this.#controller.abort(reason());
    }, ms);
    if (caller?.aborted) {
      this.#follow();
    } else {
      caller?.addEventListener('abort', this.#follow, { once: true });
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
    this.#caller?.removeEventListener('abort', this.#follow);
  }

  /** Ends, and breaks off what is still open under this signal. */
  abort(): void {
    this.end();
    this.#controller.abort();
  }

  readonly #follow = () => this.#controller.abort(this.#caller?.reason);
}
