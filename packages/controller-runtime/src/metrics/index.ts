export { Histogram } from './Histogram';
export type { HistogramSnapshot } from './Histogram';
