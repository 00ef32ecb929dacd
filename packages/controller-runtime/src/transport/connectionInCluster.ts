import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterConnection } from './ClusterConnection';
import { tokenFromFile } from './tokenFromFile';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The connection of a process that runs in a pod: the cluster it runs in, as
 * the pod's ServiceAccount.
 *
 * @throws Error when not in a pod, or when no ServiceAccount token is mounted
 */
export function connectionInCluster(
  folder: string = SERVICE_ACCOUNT,
): ClusterConnection {
  const host = process.env.KUBERNETES_SERVICE_HOST;
  const port = process.env.KUBERNETES_SERVICE_PORT ?? '443';
  if (!host) {
    throw new Error(
      'not in a cluster: KUBERNETES_SERVICE_HOST is not set; use a kubeconfig',
    );
  }
  const server = host.includes(':') ? `[${host}]` : host;
  return {
    name: 'in-cluster',
    server: `https://${server}:${port}`,
    ca: readFileSync(join(folder, 'ca.crt'), 'utf8'),
    token: tokenFromFile(join(folder, 'token')),
  };
}
