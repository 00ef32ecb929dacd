import { Clock, systemClock } from '../clock';
import { UnreachableError } from './UnreachableError';

/** So many attempts in a row without an answer open the circuit. */
const THRESHOLD = 5;
const FIRST_PAUSE_MS = 1_000;
/** A server that is back is to be noticed within this. */
const LONGEST_PAUSE_MS = 10_000;

/** What is known of whether a server answers at all. */
export interface CircuitState {
  /** `closed`: requests are sent. `open`: they fail at once. `probing`: so they do, while one is on its way to see. */
  state: 'closed' | 'open' | 'probing';
  /** How many attempts in a row got no answer. */
  unanswered: number;
  /** Of an open circuit: in how many milliseconds one is sent to see. */
  probeInMs?: number;
}

/** How an attempt ended; `abandoned` by its caller, it says nothing of the server. */
export type AttemptOutcome = 'answered' | 'unanswered' | 'abandoned';

/**
 * Spares a server that does not answer, and those who wait for it: after some
 * attempts in vain requests fail at once for a while, then one goes through to
 * see. Any answer, a failure too, closes it again.
 *
 * Each {@link KubeClient} has one of its own unless it is given one. Give the
 * same to all clients of a cluster, and what one finds out serves the others.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  #unanswered = 0;
  #pauseMs = 0;
  #openUntil = 0;
  /** The attempt that was let through to see. */
  #probe?: object;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** How it stands now. */
  get state(): CircuitState {
    const unanswered = this.#unanswered;
    if (unanswered < THRESHOLD) {
      return { state: 'closed', unanswered };
    }
    if (this.#probe) {
      return { state: 'probing', unanswered };
    }
    const probeInMs = Math.max(0, this.#openUntil - this.#clock.now());
    return { state: 'open', unanswered, probeInMs };
  }

  /** @throws UnreachableError of code `ECIRCUITOPEN`, when it is not worth trying */
  check(what: string): void {
    const { state, unanswered, probeInMs = 0 } = this.state;
    if (state === 'probing' || probeInMs > 0) {
      const next = probeInMs
        ? `is tried again in ${Math.ceil(probeInMs / 1_000)} s`
        : 'is being tried just now';
      throw new UnreachableError(
        `${what} was not sent: the server has not answered ${unanswered} times in a row and ${next}`,
        { code: 'ECIRCUITOPEN' },
      );
    }
  }

  /**
   * Begins an attempt. Returns what to call with how it ended.
   *
   * @throws UnreachableError as `check` does
   */
  begin(what: string): (outcome: AttemptOutcome) => void {
    this.check(what);
    if (this.#unanswered < THRESHOLD) {
      return this.note;
    }
    const probe = {};
    this.#probe = probe;
    return outcome => {
      if (this.#probe === probe) {
        this.#probe = undefined;
        if (outcome === 'unanswered') {
          this.#open();
        }
      }
      this.note(outcome);
    };
  }

  /** Takes note of how an attempt ended that did not ask first: watches keep pauses of their own. */
  readonly note = (outcome: AttemptOutcome): void => {
    if (outcome === 'answered') {
      this.#unanswered = 0;
      this.#pauseMs = 0;
      this.#probe = undefined;
    } else if (outcome === 'unanswered') {
      this.#unanswered += 1;
      // What was under way when it opened says nothing new.
      if (this.#unanswered === THRESHOLD) {
        this.#open();
      }
    }
  };

  #open(): void {
    this.#pauseMs = Math.min(
      Math.max(FIRST_PAUSE_MS, this.#pauseMs * 2),
      LONGEST_PAUSE_MS,
    );
    // Spread out, so that replicas do not probe together.
    this.#openUntil =
      this.#clock.now() + this.#pauseMs * (0.75 + Math.random() / 4);
  }
}
