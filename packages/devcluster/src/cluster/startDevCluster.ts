import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  ensureBinaries,
  EnsureBinariesOptions,
  ensurePrometheus,
} from '../binaries';
import { FileLock, LockHeldError } from '../process/FileLock';
import { OnProgress } from '../progress';
import { ClusterPorts, readState } from './ClusterState';
import { ControlPlane } from './ControlPlane';
import { DevCluster } from './DevCluster';
import { clusterFiles } from './directory';
import { endLeftovers } from './endLeftovers';

export interface StartOptions {
  /** Where the cluster keeps its data; a second start with the same one resumes it. */
  directory: string;
  /** Ports to use where they are free. By default free ones, remembered for the next start. */
  ports?: Partial<ClusterPorts>;
  onProgress?: OnProgress;
  /** Whether to register the simulated nodes. Default true. */
  nodes?: boolean;
  /** Whether to install our definitions of the operators' kinds. Default `operators`. */
  crds?: 'none' | 'operators';
  /** Whether the stand-ins for the operators run, where their kinds are installed. Default true. */
  standIns?: boolean;
  /** Whether to measure it with a Prometheus; it does without where there is none to be had. Default false. */
  prometheus?: boolean;
  /** Whether data must survive a power cut; slower. Default false. */
  durable?: boolean;
  /** Aborting gives up the start and ends what was started. */
  signal?: AbortSignal;
}

/** A cluster already runs in this folder. */
export class ClusterRunningError extends Error {
  constructor(directory: string, readonly pid: number) {
    super(
      `A development cluster already runs in ${directory} (process ${pid}). ` +
        'Use it, or stop it first: npm run cluster -- down',
    );
    this.name = 'ClusterRunningError';
  }
}

/**
 * Starts a control plane with simulated nodes and resolves when it is ready:
 * the manifests are applied, the nodes are Ready and pods can be created.
 *
 * It ends with this process, however that ends.
 *
 * @throws ClusterRunningError when the folder's cluster already runs; an error
 * with the end of the log when a component dies on the way
 */
export async function startDevCluster(
  options: StartOptions,
): Promise<DevCluster> {
  const { onProgress, signal } = options;
  const files = clusterFiles(resolve(options.directory));
  await mkdir(files.directory, { recursive: true, mode: 0o700 });
  const lock = await acquire(files.lock, files.directory);
  try {
    const earlier = await readState(files.state);
    if (earlier) {
      await endLeftovers({ ...earlier, directory: files.directory });
    }
    const binaries = await ensureBinaries({ onProgress, signal });
    const prometheus = options.prometheus
      ? await prometheusIfAny({ onProgress, signal })
      : undefined;
    const controlPlane = new ControlPlane({
      files,
      binaries,
      prometheus,
      ports: { ...earlier?.ports, ...options.ports },
      nodes: options.nodes ?? true,
      crds: options.crds ?? 'operators',
      standIns: options.standIns ?? true,
      durable: options.durable ?? false,
      onProgress,
      onStopped: () => lock.release(),
    });
    return await controlPlane.start(signal);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Where Prometheus is; it is told why when it cannot be had. */
async function prometheusIfAny(
  options: EnsureBinariesOptions,
): Promise<string | undefined> {
  try {
    return await ensurePrometheus(options);
  } catch (error) {
    options.signal?.throwIfAborted();
    options.onProgress?.({
      step: 'start',
      detail: `going on without Prometheus, so nothing tells how full volumes are or how busy accelerators. ${
        (error as Error).message
      }`,
    });
    return undefined;
  }
}

async function acquire(file: string, directory: string): Promise<FileLock> {
  try {
    return await FileLock.acquire(file, { timeout: 0 });
  } catch (error) {
    throw error instanceof LockHeldError
      ? new ClusterRunningError(directory, error.owner.pid)
      : error;
  }
}
