export * from './AcceleratorView';
export * from './clusterHealth';
export * from './Observer';
export * from './nodesWith';
