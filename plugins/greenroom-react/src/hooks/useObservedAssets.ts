import {
  OBSERVED_CHANNEL,
  LIST_CHANNEL,
  ObservedAssetFilter,
  ObservedAssetList,
} from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult, useLive } from '../live/useLive';

/** What others made on the clusters that the caller may see, live. */
export function useObservedAssets({
  kind,
  project,
}: ObservedAssetFilter = {}): LiveResult<ObservedAssetList> {
  return useLive({
    key: `observed ${JSON.stringify([kind, project])}`,
    load: (api, signal) => api.listObserved({ kind, project }, { signal }),
    channels: () => [
      { channel: OBSERVED_CHANNEL, when: 'every' },
      // What is adopted leaves this list for that of the assets.
      { channel: LIST_CHANNEL, when: 'every' },
    ],
  });
}
