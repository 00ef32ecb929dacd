import {
  Capacity,
  LIST_CHANNEL,
} from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult, useLive } from '../live/useLive';

/** Accelerators of every cluster, live: what an asset takes or frees changes it. */
export function useCapacity(): LiveResult<Capacity> {
  return useLive({
    key: 'capacity',
    load: (api, signal) => api.capacity({ signal }),
    channels: () => [{ channel: LIST_CHANNEL, when: 'every' }],
  });
}
