export * from './builtInTargets';
export * from './TargetRegistry';
