import {
  Asset,
  assetChannel,
  AssetContainer,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult, useLive } from '../live/useLive';

/** The containers of an asset's pods, live. */
export function useContainers(asset: Asset): LiveResult<AssetContainer[]> {
  return useLive({
    key: `containers ${stringifyAssetRef(asset)}`,
    load: (api, signal) => api.containers(asset, { signal }),
    channels: () => [{ channel: assetChannel(asset.id), when: 'every' }],
  });
}
