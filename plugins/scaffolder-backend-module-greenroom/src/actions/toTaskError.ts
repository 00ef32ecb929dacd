import {
  ConflictError,
  ForwardedError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import {
  AssetRef,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';

/**
 * The error to end a task with: what the API said, with the path of the field,
 * instead of "Request failed with 400".
 */
export function toTaskError(
  verb: 'declared' | 'read' | 'removed',
  ref: AssetRef,
  error: unknown,
): Error {
  const what = `${stringifyAssetRef(ref)} could not be ${verb}`;
  if (!(error instanceof ResponseError)) return new ForwardedError(what, error);

  const message = `${what}: ${error.cause.message}`;
  switch (error.statusCode) {
    case 400:
      return new InputError(message);
    case 401:
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    case 409:
      return new ConflictError(message);
    case 412:
      return new ConflictError(
        `${message}. Somebody else changed it meanwhile: open "Edit" again and repeat your change`,
      );
    default:
      return new ForwardedError(what, error);
  }
}
