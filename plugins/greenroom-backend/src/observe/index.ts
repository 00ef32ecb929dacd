export * from './AcceleratorView';
export * from './clusterHealth';
export * from './Observer';
