export { ClusterIdentity } from './ClusterIdentity';
export type { ClusterIdentityOptions } from './ClusterIdentity';
export { ClusterLease, LEASE } from './ClusterLease';
export { withRecord } from './declaredRecord';
export { findBehind, restoredBehind, withheld } from './identityStatus';
export type { Behind, WithheldContext } from './identityStatus';
export { declarationOf } from './unknownObjects';
export { KnownClusters } from './KnownClusters';
export { NAMESPACES } from './namespaceResource';
export { Recovery } from './Recovery';
export type {
  RecoverableCluster,
  RecoveryOptions,
  RecoveryRequest,
} from './Recovery';
