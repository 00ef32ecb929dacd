import { Manifest } from '@greenroom/backstage-plugin-greenroom-node';
import { Observer } from '../observe';
import { InventoryRow } from './InventoryRow';
import { labelsDiffer } from './liveObject';
import { Presence } from './plan';

/** What the watches say of an object that the inventory holds. */
export function presenceIn(observer: Observer) {
  return (row: InventoryRow, { object }: Manifest): Presence => {
    const collection = observer.collection(row);
    if (!collection?.synced || collection.health.state !== 'live') {
      return 'unknown';
    }
    const seen = collection.get(row.namespace, row.name);
    if (seen?.metadata.uid !== row.uid) return 'absent';
    return labelsDiffer(object.metadata.labels, seen?.metadata.labels)
      ? 'drifted'
      : 'present';
  };
}
