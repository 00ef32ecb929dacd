export * from './core';
export * from './kubernetes';
export * from './Observations';
