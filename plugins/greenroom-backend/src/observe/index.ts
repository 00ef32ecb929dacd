export * from './AcceleratorView';
export * from './clusterHealth';
export * from './Observer';
export * from './OwnStandards';
export * from './nodesWith';
