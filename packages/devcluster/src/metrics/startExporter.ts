import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  ClusterConnection,
  Discovery,
  Informer,
  KubeClient,
  KubernetesObject,
  Projected,
} from '@greenroom/controller-runtime';
import { measuredClaim, measuredPod } from './measured';
import {
  MeasuredClaim,
  MeasuredPod,
  simulatedMetrics,
} from './simulatedMetrics';

/** What Prometheus scrapes in place of kubelets and accelerators. */
export interface RunningExporter {
  /** `127.0.0.1:…` */
  readonly address: string;
  stop(): Promise<void>;
}

/** Serves the simulated metrics of a cluster on a free port of loopback. It reads pods and claims. */
export async function startExporter(
  connection: ClusterConnection,
  options: { onError(error: Error): void },
): Promise<RunningExporter> {
  const client = new KubeClient(connection, { userAgent: 'greenroom-metrics' });
  const discovery = new Discovery(client);
  await discovery.refresh();
  const watched = <T extends object>(
    kind: string,
    measured: (object: KubernetesObject) => T,
  ) => {
    const resource = discovery.resource('v1', kind);
    if (!resource) throw new Error(`the cluster does not serve ${kind}`);
    return new Informer<Projected & { measured: T }>({
      client,
      resource,
      project: object => {
        const {
          namespace,
          name,
          uid = '',
          resourceVersion = '',
        } = object.metadata;
        return {
          metadata: { namespace, name, uid, resourceVersion },
          measured: measured(object),
        };
      },
      onError: options.onError,
    });
  };
  const pods = watched<MeasuredPod>('Pod', measuredPod);
  const claims = watched<MeasuredClaim>('PersistentVolumeClaim', measuredClaim);
  const server = createServer((_request, response) => {
    const measured = <T>(informer: { list(): Iterable<{ measured: T }> }) =>
      [...informer.list()].map(object => object.measured);
    response
      .setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      .end(simulatedMetrics(measured(pods), measured(claims), Date.now()));
  });
  pods.start();
  claims.start();
  await Promise.all([pods.waitForSync(), claims.waitForSync()]);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await Promise.all([
        new Promise(resolve => server.close(resolve)),
        pods.stop(),
        claims.stop(),
      ]);
      await client.close();
    },
  };
}
