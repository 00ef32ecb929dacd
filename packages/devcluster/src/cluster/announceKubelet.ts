import { KubeClient } from '@greenroom/controller-runtime';

const NODES = '/api/v1/nodes';

/**
 * Tells the apiserver where the kubelets of the nodes are: kwok answers for all
 * of them. Nodes outlive a restart, which may bring another port.
 */
export async function announceKubelet(
  client: KubeClient,
  port: number,
  signal: AbortSignal,
): Promise<void> {
  const { items } = await client.request<{
    items: { metadata: { name: string } }[];
  }>({ method: 'GET', path: NODES, signal });
  await Promise.all(
    items.map(({ metadata: { name } }) =>
      client.request({
        method: 'PATCH',
        path: `${NODES}/${encodeURIComponent(name)}/status`,
        contentType: 'application/merge-patch+json',
        body: {
          status: { daemonEndpoints: { kubeletEndpoint: { Port: port } } },
        },
        signal,
      }),
    ),
  );
}
