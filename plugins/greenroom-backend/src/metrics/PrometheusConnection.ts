import { AcceleratorMetric } from './acceleratorActivity';

/** How to reach the Prometheus of a cluster. */
export interface PrometheusConnection {
  /** Its address, with the prefix that its API is below. */
  url: string;
  /** Sent as bearer token. */
  token?: string;
  /** Certificate authorities to trust, PEM; those of Node.js when absent. */
  ca?: string;
}

/** Where the figures of a cluster are, and which of them are its own. */
export interface MetricsSource extends PrometheusConnection {
  /** Labels of this cluster's series, where others' are there too. */
  labels: Readonly<Record<string, string>>;
  /** What tells how busy an accelerator is; of two about the same one, the first counts. */
  acceleratorMetrics: readonly AcceleratorMetric[];
}
