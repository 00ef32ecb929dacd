import { setTimeout as sleep } from 'node:timers/promises';

/** Tries until something resolves to a value; the last error says why it never did. */
export async function waitFor<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
  options: { timeoutMs: number; signal?: AbortSignal; intervalMs?: number },
): Promise<T> {
  const { timeoutMs, signal, intervalMs = 100 } = options;
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  do {
    signal?.throwIfAborted();
    try {
      const value = await attempt();
      if (value !== undefined) {
        return value;
      }
    } catch (error) {
      last = error;
    }
    await sleep(intervalMs, undefined, { signal });
  } while (Date.now() < deadline);
  const reason = last instanceof Error ? `: ${last.message}` : '';
  throw new Error(`${what} took longer than ${timeoutMs / 1_000} s${reason}`);
}
