import { Histogram, HistogramSnapshot } from '../metrics';
import { RequestReport } from './RequestReport';

const DURATION_BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000];
/** More different ones are counted together: a path that goes wrong must not fill the memory. */
const MOST_SERIES = 1_000;

/** Attempts at requests of one verb on one resource, with one kind of answer. */
export interface RequestCount {
  verb: string;
  /** Plural; empty for what is about no resource. */
  resource: string;
  /** `2xx` and so on; `none` when no answer came. */
  answer: string;
  count: number;
  /** How many of them failed: with such an answer, or while it was read. */
  errors: number;
  /** How many of them were not the first attempt. */
  retries: number;
  durationMs: HistogramSnapshot;
}

interface Series extends Omit<RequestCount, 'durationMs'> {
  durations: Histogram;
}

/**
 * Counts the attempts of any number of clients by verb, resource and answer.
 * Give its methods to them as `onRequest` and `onConnect`. Its size does not
 * depend on how many there are.
 */
export class RequestMetrics {
  readonly #series = new Map<string, Series>();
  #connections = 0;

  /** Takes one report. */
  readonly onRequest = (report: RequestReport): void => {
    const series = this.#seriesOf(report);
    series.count += 1;
    series.errors += report.error ? 1 : 0;
    series.retries += report.retry ? 1 : 0;
    series.durations.observe(report.ms);
  };

  /** A connection was made. */
  readonly onConnect = (): void => {
    this.#connections += 1;
  };

  /** How many connections were made; over https, each is a TLS handshake. */
  get connections(): number {
    return this.#connections;
  }

  /** What was counted since the start. */
  snapshot(): RequestCount[] {
    return [...this.#series.values()].map(({ durations, ...counts }) => ({
      ...counts,
      durationMs: durations.snapshot(),
    }));
  }

  #seriesOf({ verb, resource = '', status }: RequestReport): Series {
    const answer =
      status === undefined ? 'none' : `${Math.floor(status / 100)}xx`;
    const key = `${verb} ${resource} ${answer}`;
    const known = this.#series.get(key);
    if (known) {
      return known;
    }
    return this.#series.size < MOST_SERIES
      ? this.#add(key, { verb, resource, answer })
      : this.#series.get('other') ??
          this.#add('other', { verb: 'other', resource: '', answer: 'other' });
  }

  #add(
    key: string,
    labels: Pick<Series, 'verb' | 'resource' | 'answer'>,
  ): Series {
    const series = {
      ...labels,
      count: 0,
      errors: 0,
      retries: 0,
      durations: new Histogram(DURATION_BOUNDS_MS),
    };
    this.#series.set(key, series);
    return series;
  }
}
