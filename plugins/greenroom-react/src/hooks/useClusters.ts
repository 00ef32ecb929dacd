import { ClusterInfo } from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult, useLive } from '../live/useLive';

/** The clusters, and how well each is seen. */
export function useClusters(): LiveResult<ClusterInfo[]> {
  return useLive({
    key: 'clusters',
    load: (api, signal) => api.clusters({ signal }),
  });
}
