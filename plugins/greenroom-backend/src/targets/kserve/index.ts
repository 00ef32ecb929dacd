export * from './kserveModelServer';
export * from './inferenceServices';
