/**
 * A real Kubernetes control plane with simulated nodes, for development and
 * tests.
 *
 * @packageDocumentation
 */
export { ensureBinaries, ensurePrometheus } from './binaries';
export type { Binaries, EnsureBinariesOptions } from './binaries';
export {
  ClusterRunningError,
  connectDevCluster,
  readState,
  startDevCluster,
} from './cluster';
export type {
  ClusterPorts,
  ClusterState,
  DevCluster,
  StartOptions,
} from './cluster';
export { startPrometheus } from './metrics';
export type {
  PrometheusOptions,
  RunningPrometheus,
  ScrapeTarget,
} from './metrics';
export type { OnProgress, Progress } from './progress';
export { adminClient, testCluster, uniqueNamespace } from './testUtils';
