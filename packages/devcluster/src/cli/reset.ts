import { readdir, rm } from 'node:fs/promises';
import { clusterFiles } from '../cluster/directory';
import { endLeftovers } from '../cluster/endLeftovers';
import { down } from './down';
import { print } from './output';
import { stateOf, supervisorOf } from './running';

/** Stops the cluster and removes its folder. */
export async function reset(directory: string): Promise<number> {
  if ((await supervisorOf(directory)) !== undefined) {
    await down(directory);
  }
  const names = await readdir(directory).catch(() => []);
  if (names.length > 0 && !looksLikeCluster(names, directory)) {
    throw new Error(
      `${directory} holds other things than a development cluster and is left alone; remove it yourself if it should go.`,
    );
  }
  const state = await stateOf(directory);
  if (state) {
    await endLeftovers({ ...state, directory });
  }
  await rm(directory, { recursive: true, force: true });
  print(`Forgot everything in ${directory}.`);
  return 0;
}

/** Whether every name is one that a cluster makes: a mistyped --directory must not cost anybody their files. */
function looksLikeCluster(names: string[], directory: string): boolean {
  const files = clusterFiles(directory);
  const ours = Object.values(files).map(file =>
    file.slice(directory.length + 1),
  );
  return names.every(name =>
    ours.some(
      own => own !== '' && (name === own || name.startsWith(`${own}.`)),
    ),
  );
}
