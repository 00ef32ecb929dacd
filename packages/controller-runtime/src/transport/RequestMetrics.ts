import { RequestReport } from './HttpTransport';

/** Upper bounds of the buckets, in milliseconds; the last one has none. */
export const DURATION_BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1_000, 5_000];

/** Requests of one verb on one resource, with one kind of answer. */
export interface RequestCount {
  verb: string;
  /** Plural; empty for what is about no resource. */
  resource: string;
  /** `2xx` and so on; `none` when no answer came. */
  answer: string;
  count: number;
  totalMs: number;
  /** How many took at most {@link DURATION_BOUNDS_MS} of the same index, and longer than the one before. */
  durations: number[];
}

/** Counts requests by verb, resource and answer. Its size does not depend on how many there are. */
export class RequestMetrics {
  readonly #counts = new Map<string, RequestCount>();

  /** Takes one report; give it to a client as `onRequest`. */
  readonly observe = ({ verb, resource = '', status, ms }: RequestReport) => {
    const answer =
      status === undefined ? 'none' : `${Math.floor(status / 100)}xx`;
    const key = `${verb} ${resource} ${answer}`;
    let entry = this.#counts.get(key);
    if (!entry) {
      entry = {
        verb,
        resource,
        answer,
        count: 0,
        totalMs: 0,
        durations: new Array(DURATION_BOUNDS_MS.length + 1).fill(0),
      };
      this.#counts.set(key, entry);
    }
    entry.count += 1;
    entry.totalMs += ms;
    const bucket = DURATION_BOUNDS_MS.findIndex(bound => ms <= bound);
    entry.durations[bucket < 0 ? DURATION_BOUNDS_MS.length : bucket] += 1;
  };

  /** What was counted since the start. */
  snapshot(): RequestCount[] {
    return [...this.#counts.values()].map(entry => ({
      ...entry,
      durations: [...entry.durations],
    }));
  }
}
