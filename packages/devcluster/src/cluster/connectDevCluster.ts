import { readFile } from 'node:fs/promises';
import { isAlive } from '../process/processes';
import { authorityOf, readTokens } from './credentials';
import { readState } from './ClusterState';
import { DevCluster } from './DevCluster';
import { clusterFiles } from './directory';

/**
 * A cluster that another process keeps running, by its state file. `stop`
 * only lets go of it.
 */
export async function connectDevCluster(
  stateFile: string,
): Promise<DevCluster> {
  const state = await readState(stateFile);
  if (state?.phase !== 'ready' || !isAlive(state.supervisor)) {
    throw new Error(
      `${stateFile} does not describe a running development cluster; start one with npm run cluster -- up`,
    );
  }
  const files = clusterFiles(state.directory);
  const tokens = await readTokens(files);
  const ca = authorityOf(await readFile(files.certificate, 'utf8'));
  if (!tokens || !ca) {
    throw new Error(
      `The credentials in ${state.directory} are incomplete; start afresh with npm run cluster -- reset`,
    );
  }
  return {
    name: 'dev',
    server: state.server,
    ca,
    adminKubeconfig: state.kubeconfig,
    stateFile,
    accounts: {
      greenroom: { token: tokens.greenroom },
      portalReader: { token: tokens.portalReader },
    },
    prometheus: state.prometheus,
    pids: state.pids,
    failure: new Promise<never>(() => {}),
    stop: async () => {},
  };
}
