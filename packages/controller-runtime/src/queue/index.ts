export { backoffMs } from './backoffMs';
export { WorkQueue } from './WorkQueue';
export type {
  AddOptions,
  TakeOptions,
  WorkItem,
  WorkQueueOptions,
} from './WorkQueue';
export { Controller } from './Controller';
export type { ControllerOptions, ReconcileFailure } from './Controller';
