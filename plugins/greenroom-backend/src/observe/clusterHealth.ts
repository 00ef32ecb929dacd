import { ClusterInfo } from '@greenroom/backstage-plugin-greenroom-common';
import {
  Discovery,
  isForbidden,
  isUnauthorized,
} from '@greenroom/controller-runtime';
import { Observer } from './Observer';

/** How a cluster is doing, for `GET /v1/clusters`. */
export function clusterHealth(
  discovery: Discovery,
  observer: Observer,
  lastError: Error | undefined,
): Pick<ClusterInfo, 'state' | 'message'> {
  if (!discovery.refreshed) {
    return isForbidden(lastError) || isUnauthorized(lastError)
      ? { state: 'denied', message: lastError.message }
      : { state: 'connecting', message: lastError?.message };
  }
  const states = [...observer.collections()];
  const lost = states.find(({ health }) => health.state === 'stale');
  if (lost) return { state: 'stale', message: lost.health.error };
  const denied = states.filter(({ health }) => health.state === 'denied');
  if (denied.length === states.length && denied.length > 0) {
    return { state: 'denied', message: denied[0].health.error };
  }
  const starting = states.filter(({ health }) => health.state === 'starting');
  if (starting.length) {
    const failing = starting.find(({ health }) => health.error);
    return { state: 'connecting', message: failing?.health.error };
  }
  const unseen = denied.map(({ kind }) => kind.kind);
  return {
    state: 'live',
    message: unseen.length
      ? `Greenroom's account may not list and watch ${unseen.join(
          ', ',
        )}; what depends on that is unknown`
      : undefined,
  };
}
