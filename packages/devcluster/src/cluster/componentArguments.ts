import { join } from 'node:path';
import { Program } from '../binaries/versions';
import { ClusterPorts } from './ClusterState';
import { ClusterFiles } from './directory';

/**
 * A controller may send 20 requests a second unless told otherwise: many
 * workloads at once then wait for their pods for minutes, for nothing.
 */
const UNTHROTTLED = ['--kube-api-qps=500', '--kube-api-burst=1000'];

/**
 * The command line of each component. Every one names a path inside the
 * cluster's folder, by which a process left over from a crash is recognised.
 */
export function componentArguments(
  files: ClusterFiles,
  ports: ClusterPorts,
  options: { simulation: string[]; durable: boolean },
): Record<Program, string[]> {
  const client = `http://127.0.0.1:${ports.etcdClient}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return {
    etcd: [
      `--data-dir=${files.etcd}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      // The address of the only peer is fixed at first start, its port may change: a single member never dials itself.
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--log-level=warn',
      ...(options.durable ? [] : ['--unsafe-no-fsync']),
    ],
    'kube-apiserver': [
      `--etcd-servers=${client}`,
      `--secure-port=${ports.apiserver}`,
      '--bind-address=127.0.0.1',
      // Loopback is no valid endpoint of a Service, so none is published.
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      `--cert-dir=${files.pki}`,
      `--service-account-key-file=${files.serviceAccountKey}`,
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--token-auth-file=${files.tokens}`,
      '--authorization-mode=Node,RBAC',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--allow-privileged=true',
      // The names of simulated nodes are known to no DNS.
      '--kubelet-preferred-address-types=InternalIP',
      '--anonymous-auth=false',
      '--profiling=false',
    ],
    'kube-controller-manager': [
      `--kubeconfig=${files.kubeconfig}`,
      `--service-account-private-key-file=${files.serviceAccountKey}`,
      `--root-ca-file=${files.certificate}`,
      `--cert-dir=${join(files.pki, 'controller-manager')}`,
      '--secure-port=0',
      '--leader-elect=false',
      ...UNTHROTTLED,
      '--controllers=*,-nodeipam,-cloud-node-lifecycle',
    ],
    'kube-scheduler': [
      `--kubeconfig=${files.kubeconfig}`,
      `--cert-dir=${join(files.pki, 'scheduler')}`,
      '--secure-port=0',
      '--leader-elect=false',
      ...UNTHROTTLED,
    ],
    kwok: [
      `--kubeconfig=${files.kubeconfig}`,
      '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
      '--cidr=10.244.0.0/16',
      '--node-ip=127.0.0.1',
      '--node-lease-duration-seconds=40',
      `--server-address=127.0.0.1:${ports.kubelet}`,
      ...options.simulation.map(file => `--config=${file}`),
    ],
  };
}
