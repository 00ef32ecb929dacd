import { Clock } from '../clock';
import { UnreachableError } from './UnreachableError';

/** So many attempts in a row without an answer open the circuit. */
const THRESHOLD = 5;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Spares a server that does not answer, and those who wait for it: after some
 * attempts in vain requests fail at once for a while, then one goes through to
 * see. Any answer, a failure too, closes it again.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  #failures = 0;
  #pauseMs = 0;
  #openUntil = -Infinity;
  #probing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether requests fail at once now. */
  get open(): boolean {
    return this.#failures >= THRESHOLD && this.#refuses();
  }

  /** @throws UnreachableError of code `ECIRCUITOPEN`, when it is not worth trying */
  enter(what: string): void {
    if (this.#failures < THRESHOLD) return;
    if (this.#refuses()) {
      const seconds = Math.ceil(
        Math.max(0, this.#openUntil - this.#clock.now()) / 1_000,
      );
      throw new UnreachableError(
        `${what} was not sent: the server has not answered ${
          this.#failures
        } times in a row and is tried again in ${seconds} s`,
        { code: 'ECIRCUITOPEN' },
      );
    }
    this.#probing = true;
  }

  answered(): void {
    this.#failures = 0;
    this.#pauseMs = 0;
    this.#probing = false;
    this.#openUntil = -Infinity;
  }

  unanswered(): void {
    const probed = this.#probing;
    this.#probing = false;
    this.#failures += 1;
    // What was under way when it opened says nothing new.
    if (this.#failures !== THRESHOLD && !probed) return;
    this.#pauseMs = Math.min(
      this.#pauseMs ? this.#pauseMs * 2 : FIRST_PAUSE_MS,
      LONGEST_PAUSE_MS,
    );
    // Spread out, so that replicas do not probe together.
    this.#openUntil =
      this.#clock.now() + this.#pauseMs * (0.8 + Math.random() * 0.4);
  }

  /** The request that was let through ended without having told anything. */
  abandoned(): void {
    this.#probing = false;
  }

  #refuses(): boolean {
    return this.#probing || this.#clock.now() < this.#openUntil;
  }
}
