export * from './imageProblem';
export * from './projectTier';
export * from './quotaName';
export * from './standards';
