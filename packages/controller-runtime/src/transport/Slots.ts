/** Bounds how much is under way at once; who asks first is served first. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves with the function that gives the slot back; rejects with the signal's reason when it aborts first. */
  async acquire(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await this.#turn(signal);
    }
    let held = true;
    return () => {
      if (held) {
        held = false;
        this.#release();
      }
    };
  }

  #turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = {
        start: () => {
          signal?.removeEventListener('abort', turn.giveUp);
          resolve();
        },
        giveUp: () => {
          this.#waiting.delete(turn.start);
          reject(signal?.reason);
        },
      };
      this.#waiting.add(turn.start);
      signal?.addEventListener('abort', turn.giveUp, { once: true });
    });
  }

  #release(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next();
    } else {
      this.#free += 1;
    }
  }
}
