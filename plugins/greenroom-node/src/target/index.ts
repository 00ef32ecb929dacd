export * from './Target';
export * from './ManifestDifference';
