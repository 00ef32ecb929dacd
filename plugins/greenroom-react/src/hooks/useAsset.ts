import {
  Asset,
  assetChannel,
  AssetRef,
  Kind,
  LIST_CHANNEL,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { useMemo } from 'react';
import { LiveResult, useLive } from '../live/useLive';

/** An asset as far as the caller may see it, kept up to date. */
export interface AssetResult<K extends Kind = Kind>
  extends Omit<LiveResult<Asset<K>>, 'value'> {
  asset?: Asset<K>;
}

/** One asset, live: by its signal, by a gap in the list's, and once a minute. */
export function useAsset<K extends Kind>(ref: AssetRef<K>): AssetResult<K> {
  const { value, ...live } = useLive<Asset<K>>({
    key: stringifyAssetRef(ref),
    load: (api, signal) => api.getAsset(ref, { signal }),
    channels: asset =>
      asset
        ? [
            { channel: assetChannel(asset.id), when: 'every' },
            { channel: LIST_CHANNEL, when: 'gap' },
          ]
        : // Its id is not known before it exists: any change may be its creation.
          [{ channel: LIST_CHANNEL, when: 'every' }],
  });
  const { state, error, stale, refresh } = live;
  return useMemo(
    () => ({ state, error, stale, refresh, asset: value }),
    [state, error, stale, refresh, value],
  );
}
