import { ResponseError } from '@backstage/errors';

/** Whether asking again may help: the API is being restarted, overloaded, or its network fails. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ResponseError) {
    return error.statusCode >= 500 || error.statusCode === 429;
  }
  // What `fetch` throws when there is no connection.
  return error instanceof TypeError;
}
