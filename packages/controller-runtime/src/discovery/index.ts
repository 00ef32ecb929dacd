export type { ApiResource } from './ApiResource';
export { Discovery } from './Discovery';
