import { now, pause } from './clock';

const TICK_MS = 5;

/**
 * Does something so often a second, for so long, whether or not what was begun
 * before has ended: as many things as really happen, and not as many as can be
 * coped with. At most `limit` are under way. Resolves when all have ended.
 */
export async function atRate(
  how: { perSecond: number; seconds: number; limit: number },
  work: (index: number) => Promise<void>,
): Promise<void> {
  const started = now();
  const total = Math.round(how.perSecond * how.seconds);
  const running = new Set<Promise<void>>();
  let failed: unknown;
  const begin = (index: number) => {
    const one: Promise<void> = work(index)
      .catch(error => {
        failed ??= error;
      })
      .finally(() => running.delete(one));
    running.add(one);
  };
  for (let index = 0; index < total; ) {
    const due = Math.min(
      total,
      Math.ceil(((now() - started) / 1_000) * how.perSecond),
    );
    while (index < due && running.size < how.limit) begin(index++);
    if (failed || now() - started > how.seconds * 1_000) break;
    await pause(TICK_MS);
  }
  await Promise.all(running);
  if (failed) throw failed;
}
