import { CustomErrorBase } from '@backstage/errors';

/** Somebody else was first: the revision is not the one that the caller has seen. */
export class PreconditionFailedError extends CustomErrorBase {
  name = 'PreconditionFailedError' as const;
  readonly statusCode = 412;
}
