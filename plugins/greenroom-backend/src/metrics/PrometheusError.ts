/**
 * Why a query has no answer:
 * - `unreachable`: nothing answered in time
 * - `denied`: the credential is missing, wrong, or not enough
 * - `badAnswer`: what answered is no Prometheus, or said too much
 * - `failed`: Prometheus itself could not answer, for the reason in `errorType`
 */
export type PrometheusProblem =
  | 'unreachable'
  | 'denied'
  | 'badAnswer'
  | 'failed';

/** A query that Prometheus did not answer. */
export class PrometheusError extends Error {
  readonly problem: PrometheusProblem;
  /** In Prometheus' word, e.g. `bad_data` or `timeout`. */
  readonly errorType?: string;

  constructor(
    problem: PrometheusProblem,
    message: string,
    options: { errorType?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'PrometheusError';
    this.problem = problem;
    this.errorType = options.errorType;
  }
}
