import { Clock } from '../clock';

/** Calls back when it has not been fed for `ms`. Feeding is cheap: it only notes the time. */
export class Watchdog {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #onStarved: () => void;
  #fedAt: number;
  #cancel: () => void;

  constructor(clock: Clock, ms: number, onStarved: () => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#onStarved = onStarved;
    this.#fedAt = clock.now();
    this.#cancel = clock.setTimeout(this.#look, ms);
  }

  feed(): void {
    this.#fedAt = this.#clock.now();
  }

  stop(): void {
    this.#cancel();
  }

  readonly #look = () => {
    const left = this.#fedAt + this.#ms - this.#clock.now();
    if (left > 0) {
      this.#cancel = this.#clock.setTimeout(this.#look, left);
    } else {
      this.#onStarved();
    }
  };
}
