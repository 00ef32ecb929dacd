import { AssetEvent } from '@greenroom/backstage-plugin-greenroom-common';
import {
  events,
  Observations,
} from '@greenroom/backstage-plugin-greenroom-node';

/** What the cluster said about an asset's objects, newest first. Pure. */
export function assetEvents(seen: Observations): AssetEvent[] {
  return seen
    .all(events)
    .map(
      ({ involved, metadata, type, reason, message, count, lastSeen }) =>
        ({
          object: `${involved.kind} ${
            metadata.namespace ? `${metadata.namespace}/` : ''
          }${involved.name}`,
          type: type === 'Warning' ? 'Warning' : 'Normal',
          reason,
          message,
          count,
          lastSeen,
        } satisfies AssetEvent),
    )
    .sort((a, b) => (a.lastSeen < b.lastSeen ? 1 : -1));
}
