export * from './clusterImages';
export * from './clusterProfiles';
export * from './clusterStandards';
export * from './OfferingCluster';
export * from './readStandards';
export * from './resolveStandards';
