import { CustomErrorBase } from '@backstage/errors';

/** The caller asked for more than one may at once; the same again is fine later. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
}
