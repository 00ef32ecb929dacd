import { ApiError, isTooManyRequests } from './ApiError';
import { UnreachableError } from './UnreachableError';

/** After this many retries the caller hears of it, and its queue takes over. */
const MAX_RETRIES = 3;
/** A server that asks for more than this is left to the caller's own schedule. */
const MAX_RETRY_AFTER_MS = 30_000;
const DEFAULT_RETRY_AFTER_MS = 1_000;
const RECONNECT_MS = 100;

/** Failures of a connection that a fresh one may not have. A timeout is not among them: it has cost enough already. */
const RECONNECTABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
]);

/**
 * How long to wait before trying a failed request again, or undefined when
 * that is not for the transport to do. A write is repeated only when the
 * server has said that it did not do it (429).
 */
export function retryDelay(
  error: unknown,
  request: { idempotent: boolean; retries: number },
): number | undefined {
  if (request.retries >= MAX_RETRIES) {
    return undefined;
  }
  if (error instanceof ApiError) {
    const asked = error.retryAfterMs;
    const temporary =
      isTooManyRequests(error) ||
      (request.idempotent && error.status >= 500 && asked !== undefined);
    const wait = asked ?? DEFAULT_RETRY_AFTER_MS;
    return temporary && wait <= MAX_RETRY_AFTER_MS ? later(wait) : undefined;
  }
  const reconnectable =
    error instanceof UnreachableError && RECONNECTABLE.has(error.code ?? '');
  return request.idempotent && reconnectable
    ? later(RECONNECT_MS * 2 ** request.retries)
    : undefined;
}

/** Never sooner than asked, and spread out, so that clients that were refused together do not return together. */
function later(ms: number): number {
  return ms + Math.random() * (100 + ms / 4);
}
