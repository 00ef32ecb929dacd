export * from './cluster';
export * from './events';
export * from './meta';
export * from './pods';
export * from './storage';
export * from './workloads';
export * from './secrets';
