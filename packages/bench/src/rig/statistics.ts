/** The middle of some figures, and how far they lie apart. */
export interface Summary {
  value: number;
  min: number;
  max: number;
}

/** @throws Error when there are none: no figure is not a zero */
export function summarise(figures: readonly number[]): Summary {
  if (!figures.length) throw new Error('there is nothing to summarise');
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return {
    value:
      sorted.length % 2
        ? sorted[middle]
        : (sorted[middle - 1] + sorted[middle]) / 2,
    min: sorted[0],
    max: sorted[sorted.length - 1],
  };
}

/** The figure that `percent` of all do not exceed (nearest rank). */
export function percentile(
  figures: readonly number[],
  percent: number,
): number {
  if (!figures.length) throw new Error('there is nothing to rank');
  const sorted = [...figures].sort((a, b) => a - b);
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(0, rank - 1)];
}

/** By how much a figure grows per unit of the other: the slope of the line of least squares. */
export function slopeOf(
  at: readonly number[],
  figures: readonly number[],
): number {
  if (at.length < 2) throw new Error('one point has no slope');
  const mean = (all: readonly number[]) =>
    all.reduce((sum, each) => sum + each, 0) / all.length;
  const [middle, level] = [mean(at), mean(figures)];
  const spread = at.reduce((sum, each) => sum + (each - middle) ** 2, 0);
  return (
    at.reduce(
      (sum, each, index) => sum + (each - middle) * (figures[index] - level),
      0,
    ) / spread
  );
}
