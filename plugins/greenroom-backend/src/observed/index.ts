export * from './managerOf';
export * from './toObserved';
