import { AssetContainer } from '@greenroom/backstage-plugin-greenroom-common';
import {
  SeenContainer,
  SeenPod,
} from '@greenroom/backstage-plugin-greenroom-node';

/** The containers of an asset's pods: of the newest pod first, and those that prepare last. Pure. */
export function assetContainers(pods: readonly SeenPod[]): AssetContainer[] {
  const all = [...pods]
    .sort((a, b) => createdAt(b).localeCompare(createdAt(a)))
    .flatMap(({ metadata, containers }) =>
      containers.map(container => shown(metadata.name, container)),
    );
  return [
    ...all.filter(({ init }) => !init),
    ...all.filter(({ init }) => init),
  ];
}

function createdAt({ metadata }: SeenPod): string {
  return metadata.creationTimestamp ?? '';
}

function shown(
  pod: string,
  {
    name,
    init,
    restartCount,
    waiting,
    running,
    terminated,
    lastTerminated,
  }: SeenContainer,
): AssetContainer {
  return {
    pod,
    container: name,
    init,
    ...stateOf({ waiting, running, terminated }),
    restarts: restartCount,
    // While it waits to be started again, its log is that of the last time.
    log: Boolean(running || terminated || lastTerminated),
    previousLog: lastTerminated !== undefined,
  };
}

function stateOf({
  waiting,
  running,
  terminated,
}: Pick<SeenContainer, 'waiting' | 'running' | 'terminated'>): Pick<
  AssetContainer,
  'state' | 'reason'
> {
  if (running) return { state: 'running' };
  return terminated
    ? { state: 'ended', reason: terminated.reason }
    : { state: 'waiting', reason: waiting?.reason };
}
