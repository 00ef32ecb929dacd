import { BackstageCredentials } from '@backstage/backend-plugin-api';

/** Who calls the API. */
export interface Caller {
  credentials: BackstageCredentials;
  /** How revisions name them: a user's entity ref, or `service:<subject>`. */
  author: string;
}
