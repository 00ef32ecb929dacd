/** Refuses what only the holder of a lease may do. */
export class NotLeaderError extends Error {
  constructor(lease: string, holder: string) {
    super(`lease '${lease}' is not held by '${holder}' now`);
    this.name = 'NotLeaderError';
  }
}
