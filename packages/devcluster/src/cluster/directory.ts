import { join } from 'node:path';

/** Where a cluster keeps what, all below one folder. */
export interface ClusterFiles {
  directory: string;
  state: string;
  lock: string;
  etcd: string;
  pki: string;
  /** The apiserver's certificate, followed by the authority that signed it. */
  certificate: string;
  serviceAccountKey: string;
  tokens: string;
  kubeconfig: string;
  logs: string;
  /** Configuration and data of Prometheus. */
  prometheus: string;
  /** Tells kwok what containers print. */
  simulatedLogs: string;
}

export function clusterFiles(directory: string): ClusterFiles {
  const pki = join(directory, 'pki');
  return {
    directory,
    state: join(directory, 'state.json'),
    lock: join(directory, 'cluster.lock'),
    etcd: join(directory, 'etcd'),
    pki,
    certificate: join(pki, 'apiserver.crt'),
    serviceAccountKey: join(pki, 'service-account.key'),
    tokens: join(directory, 'tokens.csv'),
    kubeconfig: join(directory, 'kubeconfig'),
    logs: join(directory, 'logs'),
    prometheus: join(directory, 'prometheus'),
    simulatedLogs: join(directory, 'simulated-logs.json'),
  };
}
