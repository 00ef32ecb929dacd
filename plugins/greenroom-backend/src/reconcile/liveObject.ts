import {
  ANNOTATION_NONCE,
  ANNOTATION_RELEASED,
  ANNOTATION_RELEASED_BY,
  LABEL_MANAGED_BY,
  LABEL_PROJECT,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Manifest } from '@greenroom/backstage-plugin-greenroom-node';
import {
  ApiResource,
  isNotFound,
  KubeClient,
  KubernetesObject,
  ObjectRef,
} from '@greenroom/controller-runtime';
import { InventoryRow } from './records/InventoryRow';

/** The metadata of an object that is on the cluster now. */
export type LiveObject = Pick<KubernetesObject, 'metadata'>;

/** Looks at the cluster itself, not at what was watched. Undefined: it is not there. */
export async function liveObject(
  client: KubeClient,
  resource: ApiResource,
  { namespace, name }: ObjectRef,
  signal: AbortSignal,
): Promise<LiveObject | undefined> {
  try {
    return await client.get(
      resource,
      { namespace, name },
      { metadataOnly: true, signal },
    );
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Whether it is the object of this row: by UID, or by nonce while the UID was not recorded. */
export function isOurs(row: InventoryRow, { metadata }: LiveObject): boolean {
  return row.uid
    ? metadata.uid === row.uid
    : metadata.annotations?.[ANNOTATION_NONCE] === row.nonce;
}

/**
 * Whether it is data that a deletion of an asset of the same project left, and
 * that this manifest asks for again. The mark is ours: objects that another
 * installation still uses do not bear it.
 */
export function isReleased(
  { object, onDelete }: Manifest,
  { metadata }: LiveObject,
): boolean {
  const { annotations, deletionTimestamp, labels } = metadata;
  const project = object.metadata.labels?.[LABEL_PROJECT];
  return (
    onDelete === 'retain' &&
    deletionTimestamp === undefined &&
    annotations?.[ANNOTATION_RELEASED] !== undefined &&
    project !== undefined &&
    labels?.[LABEL_PROJECT] === project &&
    labels[LABEL_MANAGED_BY] === object.metadata.labels?.[LABEL_MANAGED_BY]
  );
}

/**
 * Why released data must not be taken over; undefined when it may be. What is
 * in a project belongs to the project. A project's own namespace belongs to an
 * owner, or whoever may create projects could take what others have kept.
 */
export function notTheirs(
  { object }: Manifest,
  { metadata: { annotations } }: LiveObject,
  owner: string,
): string | undefined {
  const before = annotations?.[ANNOTATION_RELEASED_BY];
  return object.kind === 'Namespace' && before !== owner
    ? `holds data that ${
        before ?? 'somebody'
      } kept when the project was deleted; declare it with that owner, or choose another name`
    : undefined;
}
