import { toError } from '@backstage/errors';
import { agentFor, post } from './post';
import { PrometheusConnection } from './PrometheusConnection';
import { PrometheusError } from './PrometheusError';
import { readAnswer, Series } from './readAnswer';

const TIMEOUT_MS = 5_000;
/** Some ten thousand series of an instant. */
const MOST_BYTES = 8 * 1024 * 1024;

/** From when to when, in milliseconds since the epoch, and how far the samples are apart. */
export interface Range {
  from: number;
  to: number;
  stepMs: number;
}

/** Asks one Prometheus, or what speaks its HTTP API. */
export class PrometheusClient {
  readonly #base: string;
  readonly #token?: string;
  readonly #agent: ReturnType<typeof agentFor>;
  readonly #timeoutMs: number;
  readonly #mostBytes: number;

  constructor(
    { url, token, ca }: PrometheusConnection,
    limits: { timeoutMs?: number; mostBytes?: number } = {},
  ) {
    this.#base = url.replace(/\/+$/, '');
    this.#token = token;
    this.#agent = agentFor(new URL(url), ca);
    this.#timeoutMs = limits.timeoutMs ?? TIMEOUT_MS;
    this.#mostBytes = limits.mostBytes ?? MOST_BYTES;
  }

  /**
   * The series of a query now, each with the sample of that time.
   *
   * @throws PrometheusError
   */
  query(query: string): Promise<readonly Series[]> {
    return this.#ask('query', { query });
  }

  /**
   * The series of a query over a time.
   *
   * @throws PrometheusError
   */
  queryRange(
    query: string,
    { from, to, stepMs }: Range,
  ): Promise<readonly Series[]> {
    return this.#ask('query_range', {
      query,
      start: String(from / 1_000),
      end: String(to / 1_000),
      step: String(stepMs / 1_000),
    });
  }

  /** Closes the connections that were kept. */
  close(): void {
    this.#agent.destroy();
  }

  async #ask(
    path: string,
    parameters: Record<string, string>,
  ): Promise<readonly Series[]> {
    const late = AbortSignal.timeout(this.#timeoutMs);
    try {
      const answer = await post({
        url: new URL(`${this.#base}/api/v1/${path}`),
        // It need not go on for longer than we wait.
        form: new URLSearchParams({
          ...parameters,
          timeout: `${this.#timeoutMs}ms`,
        }),
        token: this.#token,
        agent: this.#agent,
        mostBytes: this.#mostBytes,
        signal: late,
      });
      return readAnswer(answer);
    } catch (error) {
      throw this.#explained(error, late);
    }
  }

  #explained(error: unknown, late: AbortSignal): PrometheusError {
    const where = `Prometheus at ${this.#base}`;
    if (error instanceof PrometheusError) {
      const { problem, message, errorType } = error;
      return new PrometheusError(problem, `${where}: ${message}`, {
        errorType,
        cause: error,
      });
    }
    const why = late.aborted
      ? `no answer within ${this.#timeoutMs} ms`
      : toError(error).message;
    return new PrometheusError('unreachable', `${where}: ${why}`, {
      cause: error,
    });
  }
}
