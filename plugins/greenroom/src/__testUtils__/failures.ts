import { NotAllowedError, NotFoundError } from '@backstage/errors';

/** A call that fails with this. */
export const failing = (error: Error) => async () => {
  throw error;
};

export const denied = failing(new NotAllowedError('You lack the permission'));
export const missing = failing(new NotFoundError('Workbench does not exist'));
export const broken = failing(new Error('The database is away'));
/** A call that never answers. */
export const silent = () => new Promise<never>(() => {});
