import { readFile, rename, writeFile } from 'node:fs/promises';
import { Component } from '../binaries/versions';

/** Ports on 127.0.0.1, chosen once and kept as long as they are free. */
export interface ClusterPorts {
  apiserver: number;
  etcdClient: number;
  etcdPeer: number;
  /** Where kwok answers as the kubelet of every node. */
  kubelet: number;
  /** Used where Prometheus runs. */
  prometheus: number;
}

/** What `state.json` says of a cluster; no secrets. */
export interface ClusterState {
  /** Version of Kubernetes. */
  version: string;
  directory: string;
  /** `stopped` and `starting` clusters have no usable API. */
  phase: 'starting' | 'ready' | 'stopped';
  /** The process that keeps the cluster running. */
  supervisor: number;
  server: string;
  kubeconfig: string;
  /** URL of its Prometheus; absent where none runs. */
  prometheus?: string;
  ports: ClusterPorts;
  pids: Partial<Record<Component, number>>;
  startedAt: string;
}

/** The state in a file; undefined when there is none or it cannot be understood. */
export async function readState(
  file: string,
): Promise<ClusterState | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Readers see the old state or the new one, never half of it. */
export async function writeState(
  file: string,
  state: ClusterState,
): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(state, null, 2)}\n`, {
    mode: 0o600,
  });
  await rename(draft, file);
}
