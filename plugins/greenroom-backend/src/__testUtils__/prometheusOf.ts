import { DevCluster } from '@greenroom/devcluster';
import { ACCELERATOR_METRICS, MetricsSource } from '../metrics';

/** The Prometheus of a test cluster, as app-config would name it. */
export function prometheusOf({ prometheus }: DevCluster): MetricsSource {
  if (!prometheus) {
    throw new Error(
      'The cluster of the tests runs without Prometheus; the log of its start says why',
    );
  }
  return {
    url: prometheus,
    labels: {},
    acceleratorMetrics: ACCELERATOR_METRICS,
  };
}
