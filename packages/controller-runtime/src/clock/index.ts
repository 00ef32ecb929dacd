export type { Clock } from './Clock';
export { systemClock } from './systemClock';
export { sleep } from './sleep';
