export type { ClusterConnection } from './ClusterConnection';
export { connectionFromKubeconfig } from './connectionFromKubeconfig';
export { connectionInCluster } from './connectionInCluster';
export {
  ApiError,
  isAlreadyExists,
  isConflict,
  isForbidden,
  isGone,
  isInvalid,
  isNotFound,
  isTooManyRequests,
  isUnauthorized,
} from './ApiError';
export type { ApiErrorWith } from './ApiError';
export { UnreachableError, isUnreachable } from './UnreachableError';
export type { Status, StatusDetails } from './Status';
export type {
  KubernetesObject,
  ObjectMeta,
  ObjectRef,
  OwnerReference,
} from './KubernetesObject';
export { KubeClient } from './KubeClient';
export type {
  CallOptions,
  KubeClientOptions,
  ObjectToWrite,
  Selection,
  WriteOptions,
} from './KubeClient';
export type { ListPage } from './ListPage';
export { CircuitBreaker } from './CircuitBreaker';
export type { AttemptOutcome, CircuitState } from './CircuitBreaker';
export type { StreamHooks } from './HttpTransport';
export type { RequestReport } from './RequestReport';
export { RequestMetrics } from './RequestMetrics';
export type { RequestCount } from './RequestMetrics';
export { resourcePath } from './resourcePath';
