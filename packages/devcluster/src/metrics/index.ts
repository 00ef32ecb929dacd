export { startMetrics } from './startMetrics';
export { startPrometheus } from './startPrometheus';
export type {
  PrometheusOptions,
  RunningPrometheus,
  ScrapeTarget,
} from './startPrometheus';
