import { Clock } from './Clock';

/** Calls back when it has not been fed for `ms`. Feeding is cheap: it only notes the time. */
export class Watchdog {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #onStarved: () => void;
  #fedAt: number;
  #cancel: () => void;

  constructor(
    clock: Clock,
    ms: number,
    onStarved: () => void,
    fedAt: number = clock.now(),
  ) {
    this.#clock = clock;
    this.#ms = ms;
    this.#onStarved = onStarved;
    this.#fedAt = fedAt;
    this.#cancel = clock.setTimeout(this.#look, this.leftMs);
  }

  /** How long it can still go without. */
  get leftMs(): number {
    return this.#fedAt + this.#ms - this.#clock.now();
  }

  /** Fed now, or at that time of the clock. */
  feed(at: number = this.#clock.now()): void {
    this.#fedAt = at;
  }

  stop(): void {
    this.#cancel();
  }

  readonly #look = () => {
    const { leftMs } = this;
    if (leftMs > 0) {
      this.#cancel = this.#clock.setTimeout(this.#look, leftMs);
    } else {
      this.#onStarved();
    }
  };
}
