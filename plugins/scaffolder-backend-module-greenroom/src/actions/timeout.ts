import type { z as zod } from 'zod/v3';
import { Clock } from '../progress/Clock';

const DEFAULT_SECONDS = 120;
const MAX_SECONDS = 300;

export const timeoutInput = (z: typeof zod) =>
  z
    .number()
    .min(1)
    .max(MAX_SECONDS)
    .optional()
    .describe(
      `How long to wait at most, in seconds; ${DEFAULT_SECONDS} when absent`,
    );

/**
 * When to stop waiting, in milliseconds since the epoch. Kept with the task,
 * so that one that resumes after a crash does not wait anew.
 */
export async function deadlineOf(
  ctx: {
    input: { timeoutSeconds?: number };
    checkpoint(options: { key: string; fn: () => number }): Promise<number>;
  },
  name: string,
  clock: Clock,
): Promise<number> {
  const { timeoutSeconds = DEFAULT_SECONDS } = ctx.input;
  return ctx.checkpoint({
    key: `deadline.${name}`,
    fn: () => clock.now() + timeoutSeconds * 1000,
  });
}
