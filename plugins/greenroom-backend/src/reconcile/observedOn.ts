import { MisconfiguredCluster } from '../clusters';
import { ClusterRuntime } from './ClusterRuntime';
import { FoundPlace } from '../observed';
import { Engine } from './Engine';

/** What one answer shows; beyond it, a project is the way to narrow it. */
const LIMIT = 500;

/** What others made on all clusters; of those that are misconfigured, that nothing is seen. */
export function observedOn(
  running: readonly ClusterRuntime[],
  misconfigured: readonly MisconfiguredCluster[],
  wanted: (place: FoundPlace) => boolean,
): ReturnType<Engine['observed']> {
  const lists = running.map(({ observed }) => observed.list(wanted, LIMIT));
  return {
    items: lists.flatMap(({ items }) => items).slice(0, LIMIT),
    more:
      lists.some(({ more }) => more) ||
      lists.reduce((sum, { items }) => sum + items.length, 0) > LIMIT,
    unseen: [
      ...running.flatMap(({ observed }) => observed.unseen() ?? []),
      ...misconfigured.map(({ name, misconfigured: reason }) => ({
        cluster: name,
        reason,
      })),
    ],
  };
}
