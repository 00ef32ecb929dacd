import { Platform } from './platform';
import {
  ETCD_VERSION,
  KUBERNETES_VERSION,
  KWOK_VERSION,
  Program,
  PROMETHEUS_VERSION,
} from './versions';

/** One file that a publisher offers. */
export interface Download<P extends string = string> {
  program: P;
  /** The file's name with its publisher, as checksum lists give it. */
  fileName: string;
  url: string;
  /** Where its checksum is: a text with digests, or GitHub's description of the release. */
  checksum: { url: string; format: 'text' | 'github-release' };
  /** The path of the program inside a .tar.gz; absent when the file is the program. */
  memberOf?: string;
}

const KUBERNETES = 'https://dl.k8s.io/release';
const ETCD = 'https://github.com/etcd-io/etcd/releases/download';
const KWOK = 'https://github.com/kubernetes-sigs/kwok/releases/download';
const PROMETHEUS = 'https://github.com/prometheus/prometheus/releases/download';
const KWOK_RELEASE =
  'https://api.github.com/repos/kubernetes-sigs/kwok/releases/tags';

/**
 * The official builds for a platform; none where the publishers have no
 * complete set (Kubernetes publishes no control plane for macOS).
 *
 * kwok publishes no checksum file, so GitHub's digest of the asset is used; a
 * mirror (`GREENROOM_KWOK_URL`) has `<file>.sha256` beside the file.
 */
export function officialDownloads(
  platform: Platform,
  env: NodeJS.ProcessEnv = process.env,
): Download<Program>[] {
  if (platform.os !== 'linux') {
    return [];
  }
  const { os, arch } = platform;
  const kubernetes = trimmed(env.GREENROOM_KUBERNETES_URL) ?? KUBERNETES;
  const etcd = `${trimmed(env.GREENROOM_ETCD_URL) ?? ETCD}/v${ETCD_VERSION}`;
  const kwokMirror = trimmed(env.GREENROOM_KWOK_URL);
  const kwokFile = `kwok-${os}-${arch}`;
  const kwokUrl = `${kwokMirror ?? KWOK}/v${KWOK_VERSION}/${kwokFile}`;
  const etcdName = `etcd-v${ETCD_VERSION}-${os}-${arch}`;

  return [
    ...(
      ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const
    ).map((program): Download<Program> => {
      const url = `${kubernetes}/v${KUBERNETES_VERSION}/bin/${os}/${arch}/${program}`;
      return {
        program,
        fileName: program,
        url,
        checksum: { url: `${url}.sha256`, format: 'text' },
      };
    }),
    {
      program: 'etcd',
      fileName: `${etcdName}.tar.gz`,
      url: `${etcd}/${etcdName}.tar.gz`,
      checksum: { url: `${etcd}/SHA256SUMS`, format: 'text' },
      memberOf: `${etcdName}/etcd`,
    },
    {
      program: 'kwok',
      fileName: kwokFile,
      url: kwokUrl,
      checksum: kwokMirror
        ? { url: `${kwokUrl}.sha256`, format: 'text' }
        : { url: `${KWOK_RELEASE}/v${KWOK_VERSION}`, format: 'github-release' },
    },
  ];
}

/** The official build of Prometheus, which there is for every platform that we run on. */
export function prometheusDownloads(
  { os, arch }: Platform,
  env: NodeJS.ProcessEnv = process.env,
): Download<'prometheus'>[] {
  const base = trimmed(env.GREENROOM_PROMETHEUS_URL) ?? PROMETHEUS;
  const release = `${base}/v${PROMETHEUS_VERSION}`;
  const name = `prometheus-${PROMETHEUS_VERSION}.${os}-${arch}`;
  return [
    {
      program: 'prometheus',
      fileName: `${name}.tar.gz`,
      url: `${release}/${name}.tar.gz`,
      checksum: { url: `${release}/sha256sums.txt`, format: 'text' },
      memberOf: `${name}/prometheus`,
    },
  ];
}

function trimmed(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, '') || undefined;
}
