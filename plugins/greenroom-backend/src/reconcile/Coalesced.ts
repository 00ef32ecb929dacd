/** Runs an action at most once per interval, however often it is asked for, and once after the last time. */
export class Coalesced {
  readonly #intervalMs: number;
  readonly #action: () => void;
  #timer?: NodeJS.Timeout;

  constructor(intervalMs: number, action: () => void) {
    this.#intervalMs = intervalMs;
    this.#action = action;
  }

  request(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#action();
    }, this.#intervalMs);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
