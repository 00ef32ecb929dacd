/** Figures of clusters, from their Prometheus. */
export { ACCELERATOR_METRICS } from './acceleratorActivity';
export type {
  AcceleratorActivity,
  AcceleratorMetric,
} from './acceleratorActivity';
export { ClusterMetrics } from './ClusterMetrics';
export { PrometheusClient } from './PrometheusClient';
export type { Range } from './PrometheusClient';
export type {
  MetricsSource,
  PrometheusConnection,
} from './PrometheusConnection';
export { PrometheusError } from './PrometheusError';
export type { PrometheusProblem } from './PrometheusError';
export { LABEL_NAME, selector } from './promql';
export type { Matchers } from './promql';
export type { Sample, Series } from './readAnswer';
export type { Reading } from './Remembered';
export { claimKey } from './volumeFigures';
export type { ClaimFigures, VolumeFigures } from './volumeFigures';
