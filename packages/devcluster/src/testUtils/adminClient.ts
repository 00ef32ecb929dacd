import { readFileSync } from 'node:fs';
import { KubeClient } from '@greenroom/controller-runtime';
import { parse } from 'yaml';
import { DevCluster } from '../cluster';

/** A client with all rights on the cluster of a test; a stranger's hand as far as Greenroom is concerned. */
export function adminClient({
  adminKubeconfig,
  ca,
  server,
}: DevCluster): KubeClient {
  // The library behind connectionFromKubeconfig is an ES module, which jest
  // cannot load; the kubeconfig of this cluster holds a token.
  const { users } = parse(readFileSync(adminKubeconfig, 'utf8'));
  return new KubeClient({
    name: 'admin',
    server,
    ca,
    token: users[0].user.token,
  });
}
