import { clusterFiles } from '../cluster/directory';
import { ClusterState, readState } from '../cluster/ClusterState';
import { FileLock, isOwnerAlive } from '../process/FileLock';

/** The process that keeps this folder's cluster running; undefined when it does not run. */
export async function supervisorOf(
  directory: string,
): Promise<number | undefined> {
  const owner = await FileLock.owner(clusterFiles(directory).lock);
  return owner && isOwnerAlive(owner) ? owner.pid : undefined;
}

/** What this folder's cluster says of itself; undefined when there never was one. */
export function stateOf(directory: string): Promise<ClusterState | undefined> {
  return readState(clusterFiles(directory).state);
}
