/** What the development cluster runs. `tools/go.mod` and `prometheus/go.mod` pin the same versions for building from source. */
export const KUBERNETES_VERSION = '1.36.3';
export const ETCD_VERSION = '3.6.8';
export const KWOK_VERSION = '0.8.0';
export const PROMETHEUS_VERSION = '3.15.0';

/** The programs of a control plane, by the name their file has. */
export const PROGRAMS = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
] as const;

export type Program = (typeof PROGRAMS)[number];

/** What a cluster runs as processes of their own. */
export type Component = Program | 'prometheus';

export const programVersions: Record<Program, string> = {
  etcd: ETCD_VERSION,
  'kube-apiserver': KUBERNETES_VERSION,
  'kube-controller-manager': KUBERNETES_VERSION,
  'kube-scheduler': KUBERNETES_VERSION,
  kwok: KWOK_VERSION,
};
