import {
  Declaration,
  WorkbenchStorage,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ClaimedVolume,
  Manifest,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ANNOTATION_DISPLAY_NAME, assetLabels } from './labels';
import { owned, retained } from './manifest';
import { canonicalQuantity } from './quantity';

/** Name of the PersistentVolumeClaim, e.g. `explore-work`, or of the one that exists already. */
export function claimName(
  workbench: string,
  { name, existing }: Pick<WorkbenchStorage, 'name' | 'existing'>,
): string {
  return existing ?? `${workbench}-${name}`;
}

/** One claim per volume that is made for the workbench; kept on deletion unless it says otherwise. */
export function claimsOf(
  declaration: Declaration<'Workbench'>,
  namespace: string,
): Manifest[] {
  return (declaration.spec.storage ?? []).flatMap(storage => {
    if (storage.size === undefined) return [];
    const keep = storage.onDelete === 'delete' ? owned : retained;
    return keep({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claimName(declaration.name, storage),
        namespace,
        labels: assetLabels(declaration),
        annotations: { [ANNOTATION_DISPLAY_NAME]: storage.name },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        volumeMode: 'Filesystem',
        resources: { requests: { storage: canonicalQuantity(storage.size) } },
      },
    });
  });
}

/** The volumes of a workbench, whoever made them. */
export function volumesOf({
  name: workbench,
  spec,
}: Declaration<'Workbench'>): ClaimedVolume[] {
  return (spec.storage ?? []).map(storage => ({
    name: storage.name,
    claim: claimName(workbench, storage),
    size: storage.size,
  }));
}

/** The volume and its mount; prefixed, since people choose the names. */
export function claimVolume(workbench: string, storage: WorkbenchStorage) {
  const name = `storage-${storage.name}`;
  return {
    volume: {
      name,
      persistentVolumeClaim: { claimName: claimName(workbench, storage) },
    },
    mount: { name, mountPath: storage.mountPath },
  };
}
