import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** Does again what is refused, for as long as it is worth asking again. @throws what it was refused with last */
export async function untilAllowed<T>(
  work: () => Promise<T>,
  mayPass: (refusal: unknown) => Promise<boolean>,
  signal: AbortSignal,
): Promise<T> {
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(await mayPass(error))) throw error;
    }
    await delay(pauseMs, undefined, { signal });
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }
}
