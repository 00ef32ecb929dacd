export * from './fit';
export * from './inventory';
