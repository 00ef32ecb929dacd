import { ClusterConnection } from '@greenroom/controller-runtime';
import { startExporter } from './startExporter';
import {
  PrometheusOptions,
  RunningPrometheus,
  startPrometheus,
} from './startPrometheus';

/** Starts Prometheus over the simulated metrics of a cluster. */
export async function startMetrics(
  connection: ClusterConnection,
  {
    onError,
    ...options
  }: Omit<PrometheusOptions, 'targets'> & { onError(error: Error): void },
): Promise<RunningPrometheus> {
  const exporter = await startExporter(connection, { onError });
  try {
    const { address } = exporter;
    const running = await startPrometheus({
      ...options,
      targets: [
        {
          job: 'simulated',
          address,
          // Its port is another one after each start, and is not to make new series.
          labels: { instance: 'greenroom-devcluster' },
        },
      ],
    });
    return {
      ...running,
      stop: async () => {
        await running.stop();
        await exporter.stop();
      },
    };
  } catch (error) {
    await exporter.stop();
    throw error;
  }
}
