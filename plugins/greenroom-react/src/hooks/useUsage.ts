import {
  Asset,
  assetChannel,
  AssetUsage,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult, useLive } from '../live/useLive';

/** How full an asset's volumes are and what its accelerators do: once a minute, and when the asset changes. */
export function useUsage(asset: Asset): LiveResult<AssetUsage> {
  return useLive({
    key: `usage ${stringifyAssetRef(asset)}`,
    load: (api, signal) => api.usage(asset, { signal }),
    channels: () => [{ channel: assetChannel(asset.id), when: 'every' }],
  });
}
