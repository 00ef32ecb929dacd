import { MisconfiguredCluster } from '../clusters';
import { ClusterRuntime } from './ClusterRuntime';
import { Engine } from './Engine';

/** What others made on all clusters; of those that are misconfigured, that nothing is seen. */
export function observedOn(
  running: readonly ClusterRuntime[],
  misconfigured: readonly MisconfiguredCluster[],
): ReturnType<Engine['observed']> {
  return {
    items: running.flatMap(({ observed }) => observed.list()),
    unseen: [
      ...running.flatMap(({ observed }) => observed.unseen() ?? []),
      ...misconfigured.map(({ name, misconfigured: reason }) => ({
        cluster: name,
        reason,
      })),
    ],
  };
}
