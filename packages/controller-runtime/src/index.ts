/**
 * Build Kubernetes controllers in TypeScript: transport, discovery, informer,
 * workqueue and leases.
 *
 * @packageDocumentation
 */
export * from './clock';
export * from './transport';
export * from './discovery';
export * from './informer';
export * from './queue';
export * from './leases';
export * from './metrics';
