export * from './readStandards';
export * from './resolveStandards';
