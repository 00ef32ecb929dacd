import {
  ClusterConnection,
  Discovery,
  KubeClient,
} from '@greenroom/controller-runtime';
import { inferenceServiceStandIn } from './kserve/inferenceServiceStandIn';
import { notebookStandIn } from './notebook/notebookStandIn';

/** Running stand-ins for the operators that the development cluster lacks. */
export interface RunningStandIns {
  stop(): Promise<void>;
}

/**
 * Starts the stand-ins for the Notebook and KServe controllers on a cluster
 * that serves their CRDs. They need the rights of a cluster administrator.
 */
export async function startStandIns(
  connection: ClusterConnection,
  options: { onError(error: Error): void },
): Promise<RunningStandIns> {
  const client = new KubeClient(connection, {
    userAgent: 'greenroom-stand-ins',
  });
  const discovery = new Discovery(client);
  await discovery.refresh();
  const common = { client, discovery, onError: options.onError };
  const standIns = [notebookStandIn(common), inferenceServiceStandIn(common)];
  await Promise.all(standIns.map(standIn => standIn.start()));
  return {
    stop: async () => {
      await Promise.all(standIns.map(standIn => standIn.stop()));
      await client.close();
    },
  };
}
