/** A change that somebody made, numbered in its order among those of its pod. */
export interface Change {
  number: number;
  pod: string;
  /** When it was known to be so; see `now()`. */
  at: number;
}

/** A number that a stored status showed, and when it was stored. */
export interface Stored {
  number: number;
  at: number;
}

/** The number in what a pod's status says, or a status that shows it. */
export function numberIn(text: string): number | undefined {
  const found = /change (\d+)\b/.exec(text);
  return found ? Number(found[1]) : undefined;
}

/**
 * How long each change took until a status was stored that knows of it: a later
 * change of the same pod may come first, and then stands for it. `lost` are those
 * of which none ever knew.
 */
export function staleness(
  changes: readonly Change[],
  stored: readonly Stored[],
): { ms: number[]; lost: number } {
  const times = new Map<number, number>();
  for (const { number, at } of stored) {
    times.set(number, Math.min(at, times.get(number) ?? Infinity));
  }
  const known = new Map<string, number>();
  const ms: number[] = [];
  let lost = 0;
  // From the newest to the oldest: what knows of one knows of all before.
  for (const { number, pod, at } of [...changes].sort(
    (a, b) => b.number - a.number,
  )) {
    const when = Math.min(
      times.get(number) ?? Infinity,
      known.get(pod) ?? Infinity,
    );
    known.set(pod, when);
    if (when === Infinity) lost += 1;
    // A watch may tell of a change before the writer has its answer.
    else ms.push(Math.max(0, when - at));
  }
  return { ms, lost };
}
