export * from './secretConnection';
