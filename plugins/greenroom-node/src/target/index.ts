export * from './Target';
