import { Capacity } from '@greenroom/backstage-plugin-greenroom-common';
import { MisconfiguredCluster } from '../clusters';
import { ClusterRuntime } from './ClusterRuntime';

/** What all clusters have; of those that are misconfigured, that nothing is known. */
export function capacityOf(
  running: readonly ClusterRuntime[],
  misconfigured: readonly MisconfiguredCluster[],
): Capacity {
  const parts = running.map(runtime => {
    const { simulated } = runtime.info();
    const { cluster, accelerators } = runtime.accelerators.capacity();
    return {
      cluster: { ...cluster, simulated: cluster.simulated || simulated },
      accelerators,
    };
  });
  return {
    clusters: [
      ...parts.map(({ cluster }) => cluster),
      ...misconfigured.map(({ name, misconfigured: reason, simulated }) => ({
        cluster: name,
        known: false,
        reason,
        stale: false,
        simulated,
      })),
    ],
    accelerators: parts.flatMap(({ accelerators }) => [...accelerators]),
  };
}
