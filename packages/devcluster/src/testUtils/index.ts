export { adminClient } from './adminClient';
export { testCluster } from './testCluster';
export { uniqueNamespace } from './uniqueNamespace';
