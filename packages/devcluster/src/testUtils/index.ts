export { testCluster } from './testCluster';
export { uniqueNamespace } from './uniqueNamespace';
