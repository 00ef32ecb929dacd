import { PrometheusError } from './PrometheusError';

/** A number at a time. */
export interface Sample {
  /** Milliseconds since the epoch. */
  at: number;
  value: number;
}

/** The samples of one series. */
export interface Series {
  labels: Readonly<Record<string, string>>;
  samples: readonly Sample[];
}

interface Body {
  status?: unknown;
  errorType?: unknown;
  error?: unknown;
  data?: { resultType?: unknown; result?: unknown };
}

/** What is repeated of a text that somebody else wrote. */
const LONGEST_QUOTE = 300;

/**
 * Reads the answer of Prometheus to a query. Samples that are no finite number
 * are left out: they say nothing that could be drawn.
 *
 * @throws PrometheusError
 */
export function readAnswer(answer: {
  status: number;
  body: string;
}): readonly Series[] {
  const { status } = answer;
  if (status === 401 || status === 403) {
    throw new PrometheusError(
      'denied',
      `it refuses the credential (${status})`,
    );
  }
  const body = parsed(answer.body);
  if (body?.status === 'error') {
    const errorType = String(body.errorType ?? 'unknown');
    throw new PrometheusError(
      'failed',
      `${errorType}: ${String(body.error ?? '').slice(0, LONGEST_QUOTE)}`,
      { errorType },
    );
  }
  if (status !== 200 || body?.status !== 'success') {
    throw new PrometheusError('badAnswer', `${status}, and no result`);
  }
  const { resultType, result } = body.data ?? {};
  if (!Array.isArray(result)) {
    throw new PrometheusError('badAnswer', 'a result without series');
  }
  switch (resultType) {
    case 'vector':
      return result.map(({ metric, value }) => series(metric, [value]));
    case 'matrix':
      return result.map(({ metric, values }) => series(metric, values));
    default:
      throw new PrometheusError('badAnswer', `a result of type ${resultType}`);
  }
}

function parsed(text: string): Body | undefined {
  try {
    const body = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}

function series(labels: unknown, values: unknown): Series {
  if (typeof labels !== 'object' || labels === null || !Array.isArray(values)) {
    throw new PrometheusError('badAnswer', 'a series without labels or values');
  }
  return {
    labels: labels as Record<string, string>,
    samples: values
      .map(sample)
      .filter(({ at, value }) => Number.isFinite(at) && Number.isFinite(value)),
  };
}

/** `[seconds, "number"]` */
function sample(pair: unknown): Sample {
  const [seconds, text] = Array.isArray(pair) ? pair : [];
  return {
    at: Number(seconds) * 1_000,
    value: typeof text === 'string' && text !== '' ? Number(text) : NaN,
  };
}
