import {
  assetName,
  Declaration,
  Kind,
  ObservedAsset,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  describeObject,
  ObservedRoot,
  Seen,
  SeenRoot,
} from '@greenroom/backstage-plugin-greenroom-node';
import { creatorOf, managerOf } from './managerOf';

/** Where and what an observed object is: all that is known of it without its status. */
export type FoundPlace = Pick<
  ObservedAsset,
  'id' | 'kind' | 'cluster' | 'namespace'
>;

/** What others made, before it is known whose project it is in and who asks. */
export type FoundAsset = Omit<ObservedAsset, 'project'>;

/** An object as if it were declared as it is: what targets ask their questions about. */
export function asDeclared<K extends Kind>(
  kind: K,
  cluster: string,
  { spec }: ObservedRoot<K>,
  { metadata }: Seen,
): Declaration<K> {
  const { name, namespace = '', uid, creationTimestamp } = metadata;
  const at = creationTimestamp ?? new Date(0).toISOString();
  return {
    id: uid,
    kind,
    project: namespace,
    name,
    spec,
    source: { type: 'api' },
    revision: 1,
    owner: '',
    cluster,
    createdAt: at,
    updatedAt: at,
  };
}

/** A row of the list. Pure. */
export function toObserved(
  { kind, cluster, id, name, project: namespace }: Declaration,
  observed: ObservedRoot,
  root: SeenRoot,
  status: Status,
): FoundAsset {
  const { metadata } = root;
  const manager = managerOf(metadata);
  return {
    id,
    kind,
    cluster,
    namespace,
    name,
    title: root.title ?? name,
    object: describeObject(root),
    manager,
    creator: creatorOf(metadata),
    createdAt: metadata.creationTimestamp,
    status: asSeenFromOutside(status),
    adoption: adoption(kind, observed, root),
  };
}

function adoption(
  kind: Kind,
  observed: ObservedRoot,
  { metadata }: Seen,
): FoundAsset['adoption'] {
  const manager = managerOf(metadata);
  if (metadata.deletionTimestamp) {
    return { possible: false, why: 'It is being deleted.' };
  }
  const named = assetName.safeParse(metadata.name);
  if (!named.success) {
    const [{ message }] = named.error.issues;
    return { possible: false, why: `The name of a ${kind} ${message}.` };
  }
  if (manager.enforces) {
    return {
      possible: false,
      why: `${manager.name} puts back what others change. Take it out of there first.`,
    };
  }
  return observed.propose
    ? { possible: true }
    : { possible: false, why: `A ${kind} cannot be adopted yet.` };
}

/**
 * What Greenroom promises for its own does not hold for what others made: there
 * is no revision to apply, no form to change it by, and no way in of ours.
 */
function asSeenFromOutside(status: Status): Status {
  const { explanation, conditions, endpoints } = status;
  return {
    ...status,
    conditions: conditions.filter(({ type }) => type !== 'Applied'),
    endpoints: endpoints.filter(
      ({ reachableFrom }) => reachableFrom === 'cluster',
    ),
    ...(explanation && {
      explanation: {
        ...explanation,
        fixes: explanation.fixes.filter(({ change }) => !change),
      },
    }),
  };
}
