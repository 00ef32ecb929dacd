import { Clock } from './Clock';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
const GROWTH = 1.5;

/**
 * Asks until `done` or the deadline; the last answer is from the deadline or after it.
 * @throws what `ask` throws, and AbortError when the signal aborts
 */
export async function poll<T>(options: {
  ask: () => Promise<T>;
  done: (answer: T) => boolean;
  /** Milliseconds since the epoch. */
  deadline: number;
  clock: Clock;
  signal?: AbortSignal;
}): Promise<T> {
  const { ask, done, deadline, clock, signal } = options;
  for (
    let pause = FIRST_PAUSE_MS;
    ;
    pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)
  ) {
    signal?.throwIfAborted();
    const answer = await ask();
    const left = deadline - clock.now();
    if (done(answer) || left <= 0) return answer;
    await clock.sleep(Math.min(pause, left), signal);
  }
}
