import {
  ANNOTATION_RELEASED,
  ClusterIdentity,
  LABEL_DECLARATION,
  LABEL_MANAGED_BY,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  describeObject,
  KubernetesObject,
} from '@greenroom/backstage-plugin-greenroom-node';

/** So many are named; the rest is counted. */
const NAMED = 20;

/** As much of an object as tells whether it is one that we applied. */
export interface Marked {
  metadata: Pick<
    KubernetesObject['metadata'],
    'labels' | 'annotations' | 'deletionTimestamp' | 'ownerReferences'
  >;
}

/**
 * The declaration whose object this says to be; undefined when it says nothing
 * of that kind. Operators copy labels to what they make, which they own; what
 * goes, or was left on purpose, belongs to no declaration any more.
 */
export function declarationOf({ metadata }: Marked): string | undefined {
  const { annotations, deletionTimestamp, labels, ownerReferences } = metadata;
  const copied = ownerReferences?.some(({ controller }) => controller);
  const left =
    deletionTimestamp !== undefined ||
    annotations?.[ANNOTATION_RELEASED] !== undefined;
  return labels?.[LABEL_MANAGED_BY] === 'greenroom' && !copied && !left
    ? labels[LABEL_DECLARATION]
    : undefined;
}

/** Those of the objects that say to be ours and belong to no known declaration; undefined when there are none. */
export function unknownObjects(
  objects: Iterable<Marked & Parameters<typeof describeObject>[0]>,
  known: ReadonlySet<string>,
): ClusterIdentity['unknownObjects'] {
  const names: string[] = [];
  for (const object of objects) {
    const id = declarationOf(object);
    if (id !== undefined && !known.has(id)) names.push(describeObject(object));
  }
  return names.length
    ? { count: names.length, names: names.sort().slice(0, NAMED) }
    : undefined;
}
