export * from './deploymentModelServer';
