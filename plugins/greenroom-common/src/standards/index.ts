export * from './imageProblem';
export * from './projectTier';
export * from './standards';
