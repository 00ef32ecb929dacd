export * from './names';
export * from './quantity';
export * from './project';
export * from './git';
export * from './references';
export * from './workbench';
export * from './modelServer';
export * from './kinds';
