export * from './namespaceProject';
