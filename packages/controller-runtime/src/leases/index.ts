export type { HeldLease, LeaseStore } from './LeaseStore';
export { Leader } from './Leader';
export type { LeaderOptions } from './Leader';
export { NotLeaderError } from './NotLeaderError';
