import {
  AssetFilter,
  AssetSummary,
  GreenroomApi,
  LIST_CHANNEL,
} from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult, useLive } from '../live/useLive';

/** Assets in one answer, at most {@link LIST_LIMIT}. */
export interface AssetRows {
  items: AssetSummary[];
  /** There are more than were read: narrow the filter. */
  more: boolean;
}

/** A page shows at most this many assets at once; beyond it, filters are the way. */
export const LIST_LIMIT = 1000;
const PAGE_SIZE = 200;

/** Every asset that matches and that the caller may see, live. */
export function useAssets(filter: AssetFilter = {}): LiveResult<AssetRows> {
  return useLive({
    key: `assets ${JSON.stringify(Object.entries(filter).sort())}`,
    load: (api, signal) => readPages(api, filter, signal),
    channels: () => [{ channel: LIST_CHANNEL, when: 'every' }],
  });
}

async function readPages(
  api: GreenroomApi,
  filter: AssetFilter,
  signal: AbortSignal,
): Promise<AssetRows> {
  const items: AssetSummary[] = [];
  let cursor = filter.cursor;
  do {
    const page = await api.listAssets(
      { limit: PAGE_SIZE, ...filter, cursor },
      { signal },
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < LIST_LIMIT);
  return { items, more: Boolean(cursor) };
}
