/** How values are spread over fixed buckets. */
export interface HistogramSnapshot {
  /** Upper bound of each bucket, inclusive; what is larger is in one more, last bucket. */
  bounds: readonly number[];
  /** How many values fell into each bucket, which is not into one before it. */
  counts: number[];
  count: number;
  sum: number;
}

/** Counts values in fixed buckets, so its size does not depend on how many there are. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #count = 0;
  #sum = 0;

  /** The bounds must rise. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Array<number>(bounds.length + 1).fill(0);
  }

  /** Counts one value. */
  observe(value: number): void {
    const bucket = this.#bounds.findIndex(bound => value <= bound);
    this.#counts[bucket === -1 ? this.#bounds.length : bucket] += 1;
    this.#count += 1;
    this.#sum += value;
  }

  /** What was counted so far. */
  snapshot(): HistogramSnapshot {
    return {
      bounds: this.#bounds,
      counts: [...this.#counts],
      count: this.#count,
      sum: this.#sum,
    };
  }
}
