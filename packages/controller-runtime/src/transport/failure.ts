import { ApiError } from './ApiError';
import { Status } from './Status';

/** Longest piece of an answer that is not a `Status` (a proxy's error page, say) to show in a message. */
const EXCERPT = 200;

/** What an answer other than 2xx means, as an error for people and programs. */
export function failure(
  what: string,
  answer: {
    status: number;
    headers: Record<string, string | string[] | undefined>;
    text: string;
  },
): ApiError {
  const body = parseStatus(answer.text);
  const said =
    body?.message ?? (answer.text.trim().slice(0, EXCERPT) || 'no message');
  return new ApiError(`${what} answered ${answer.status}: ${said}`, {
    status: answer.status,
    body,
    retryAfterMs: retryAfterMs(answer.headers['retry-after'], body),
  });
}

/** The error that an `ERROR` event inside a watch carries. */
export function failureInStream(what: string, body: Status): ApiError {
  return new ApiError(
    `${what} was ended by the server: ${body.message ?? 'no message'}`,
    {
      status: body.code ?? 500,
      body,
      retryAfterMs: retryAfterMs(undefined, body),
    },
  );
}

function parseStatus(text: string): Status | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isStatus(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function isStatus(body: unknown): body is Status {
  return (
    typeof body === 'object' &&
    body !== null &&
    'kind' in body &&
    body.kind === 'Status'
  );
}

function retryAfterMs(
  header: string | string[] | undefined,
  body: Status | undefined,
): number | undefined {
  const value = Array.isArray(header) ? header[0] : header;
  const seconds = value ? Number(value) : body?.details?.retryAfterSeconds;
  if (seconds !== undefined && Number.isFinite(seconds)) {
    return Math.max(0, seconds) * 1000;
  }
  // The other form of the header is a date.
  const at = value ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
