import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DevCluster,
  startDevCluster,
  StartOptions,
} from '@greenroom/devcluster';

/** A control plane for one test file, for what the tests beside it would change: kinds, nodes, stand-ins. */
export interface OwnCluster {
  start(): Promise<DevCluster>;
  stop(): Promise<void>;
}

export function ownCluster(
  options: Omit<StartOptions, 'directory'> = {},
): OwnCluster {
  let directory: string | undefined;
  let cluster: DevCluster | undefined;
  return {
    async start() {
      directory = await mkdtemp(join(tmpdir(), 'greenroom-fault-'));
      cluster = await startDevCluster({ ...options, directory });
      return cluster;
    },
    async stop() {
      await cluster?.stop();
      if (directory) await rm(directory, { recursive: true, force: true });
    },
  };
}
