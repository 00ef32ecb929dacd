import { Status } from './Status';

/** The API server answered, and the answer is no. */
export class ApiError extends Error {
  /** The HTTP status, or the code inside an `ERROR` event of a watch. */
  readonly status: number;
  /** The API server's one-word reason, such as `NotFound`, `Conflict`, `Invalid`. */
  readonly reason?: string;
  /** Causes per field, as sent; for a server-side apply conflict these name the managers. */
  readonly details?: Status['details'];
  /** How long the server asked us to stay away, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The whole answer, when it was a `Status`. */
  readonly body?: Status;

  constructor(
    message: string,
    answer: {
      status: number;
      reason?: string;
      retryAfterMs?: number;
      body?: Status;
    },
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = answer.status;
    this.reason = answer.reason ?? answer.body?.reason;
    this.details = answer.body?.details;
    this.retryAfterMs = answer.retryAfterMs;
    this.body = answer.body;
  }
}

/** An {@link ApiError} with this HTTP status. */
export type ApiErrorWith<S extends number> = ApiError & { status: S };

const hasStatus = <S extends number>(
  error: unknown,
  status: S,
): error is ApiErrorWith<S> =>
  error instanceof ApiError && error.status === status;

/** 401: the credential is missing, wrong or has expired. */
export const isUnauthorized = (error: unknown): error is ApiErrorWith<401> =>
  hasStatus(error, 401);

/** 403: the identity is known and may not do this. */
export const isForbidden = (error: unknown): error is ApiErrorWith<403> =>
  hasStatus(error, 403);

/** 404: there is no such object, or the cluster does not serve the resource. */
export const isNotFound = (error: unknown): error is ApiErrorWith<404> =>
  hasStatus(error, 404);

/** 409 other than "already exists": another writer was first, a precondition failed, or another manager owns the field. */
export const isConflict = (error: unknown): error is ApiErrorWith<409> =>
  hasStatus(error, 409) && error.reason !== 'AlreadyExists';

/** 409 with reason `AlreadyExists`: a create found the name taken. */
export const isAlreadyExists = (error: unknown): error is ApiErrorWith<409> =>
  hasStatus(error, 409) && error.reason === 'AlreadyExists';

/** 410: the resource version or the continue token is too old, so list again. */
export const isGone = (error: unknown): error is ApiErrorWith<410> =>
  hasStatus(error, 410);

/** 422: the object breaks its schema or a validation rule. */
export const isInvalid = (error: unknown): error is ApiErrorWith<422> =>
  hasStatus(error, 422);

/** 429: the server asks us to slow down. */
export const isTooManyRequests = (error: unknown): error is ApiErrorWith<429> =>
  hasStatus(error, 429);
