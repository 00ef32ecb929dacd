export { startDevCluster, ClusterRunningError } from './startDevCluster';
export type { StartOptions } from './startDevCluster';
export { connectDevCluster } from './connectDevCluster';
export type { DevCluster } from './DevCluster';
export { readState } from './ClusterState';
export type { ClusterPorts, ClusterState } from './ClusterState';
