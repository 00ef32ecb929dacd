/**
 * Growing pauses with decorrelated jitter: each is drawn between the base and
 * three times the one before, so that many who failed together come back apart.
 */
export class Backoff {
  readonly #baseMs: number;
  readonly #capMs: number;
  #lastMs = 0;

  constructor(options: { baseMs: number; capMs: number }) {
    this.#baseMs = options.baseMs;
    this.#capMs = options.capMs;
  }

  next(): number {
    const most = Math.max(this.#baseMs, this.#lastMs * 3);
    this.#lastMs = Math.min(
      this.#capMs,
      this.#baseMs + Math.random() * (most - this.#baseMs),
    );
    return this.#lastMs;
  }

  reset(): void {
    this.#lastMs = 0;
  }
}
