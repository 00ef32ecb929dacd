export * from './createDeclareAction';
export * from './createRemoveAction';
export * from './createWaitAction';
export type { ActionOptions } from './ActionOptions';
export type { Clock } from '../progress/Clock';
