export * from './clusterImages';
export * from './readStandards';
export * from './resolveStandards';
