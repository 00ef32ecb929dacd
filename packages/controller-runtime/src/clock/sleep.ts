import { Clock } from './Clock';

/** Resolves after `ms`, or at once when the signal aborts: callers look at the signal next anyway. */
export function sleep(
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const cancel = clock.setTimeout(wake, ms);
    signal?.addEventListener('abort', wake, { once: true });
    function wake() {
      cancel();
      signal?.removeEventListener('abort', wake);
      resolve();
    }
  });
}
