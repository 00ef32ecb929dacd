import { Clock } from '../clock';

interface Timer {
  at: number;
  sequence: number;
  callback: () => void;
}

/** A clock that only moves when a test says so. */
export class FakeClock implements Clock {
  #epoch: number;
  readonly #timers = new Set<Timer>();
  #now = 0;
  #sequence = 0;

  constructor(start: Date = new Date('2026-01-01T00:00:00Z')) {
    this.#epoch = start.getTime();
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#epoch + this.#now);
  }

  setTimeout(callback: () => void, ms: number): () => void {
    const timer: Timer = {
      at: this.#now + Math.max(0, ms),
      sequence: this.#sequence++,
      callback,
    };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves on by `ms`, calling timers in their order; what they wake runs before the next is called. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#nextUntil(until);
      if (!next) {
        break;
      }
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next);
      next.callback();
      await settle();
    }
    this.#now = Math.max(this.#now, until);
  }

  /** Moves on by `ms` without calling a timer, as if the process had been paused; those that are due are called by the next `advance`. */
  pause(ms: number): void {
    this.#now += ms;
  }

  /** Puts the wall clock on, or back; what is measured with `now` is not affected. */
  shiftDate(ms: number): void {
    this.#epoch += ms;
  }

  #nextUntil(until: number): Timer | undefined {
    return [...this.#timers]
      .filter(({ at }) => at <= until)
      .sort((a, b) => a.at - b.at || a.sequence - b.sequence)[0];
  }
}

/** Lets everything that waits only for promises run. */
function settle(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
