export { ensureBinaries, ensurePrometheus } from './ensureBinaries';
export type { EnsureBinariesOptions } from './ensureBinaries';
export type { Binaries } from './Binaries';
