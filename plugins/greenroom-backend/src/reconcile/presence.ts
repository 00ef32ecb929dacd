import { SecretsSeen } from '@greenroom/backstage-plugin-greenroom-node';
import { Observer } from '../observe';
import { isOlder } from '../observe/resourceVersion';
import { Presence } from './plan';
import { InventoryRow } from './records/InventoryRow';

/** What the watches say of an object that the inventory holds, or of a Secret a look by its name. */
export function presenceIn(observer: Observer, secrets?: SecretsSeen) {
  return (row: InventoryRow): Presence => {
    if (row.kind === 'Secret') return presenceAmong(secrets, row);
    const collection = observer.collection(row);
    if (!collection?.synced || collection.health.state !== 'live') {
      return 'unknown';
    }
    const { uid, ownedHash, objectVersion = '' } = row;
    const seen = collection.get(row.namespace, row.name);
    if (seen?.metadata.uid !== uid) {
      return collection.hasSeen(objectVersion) ? 'absent' : 'unknown';
    }
    // Older than our own last write: the watch has yet to tell of that.
    if (seen && isOlder(seen.metadata.resourceVersion, objectVersion)) {
      return 'unknown';
    }
    return seen?.owned === ownedHash ? 'present' : 'drifted';
  };
}

function presenceAmong(
  secrets: SecretsSeen | undefined,
  { name, uid }: InventoryRow,
): Presence {
  const seen = secrets?.get(name);
  if (!seen) return 'unknown';
  return seen !== 'absent' && seen.uid === uid ? 'present' : 'absent';
}
