export * from './projectTier';
export * from './standards';
