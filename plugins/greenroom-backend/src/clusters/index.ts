export * from './ConfiguredCluster';
export * from './readClusters';
