import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  ApiError,
  isConflict,
  isNotFound,
  isTooManyRequests,
  isUnreachable,
} from '@greenroom/controller-runtime';
import { NotServedError } from './errors';

/** What a failed request to a cluster means for the person who asked for it. */
export function toServiceError(error: unknown, what: string): unknown {
  if (
    isUnreachable(error) ||
    isTooManyRequests(error) ||
    (error instanceof ApiError && error.status >= 500)
  ) {
    return new ServiceUnavailableError(
      `Could not ${what}: ${error.message}. Try again later.`,
      error,
    );
  }
  if (isNotFound(error) || isConflict(error)) {
    return new ConflictError(
      `Could not ${what}: its object was deleted or replaced on the cluster. Greenroom makes it again if it can; then try again.`,
      error,
    );
  }
  return error instanceof ApiError || error instanceof NotServedError
    ? new ConflictError(`Could not ${what}: ${error.message}`, error)
    : error;
}
