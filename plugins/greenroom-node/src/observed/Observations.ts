import { KubernetesObject, ObjectMeta, OwnerReference } from './kubernetes';

/** What is kept of an observed object: a projection, never the whole object. */
export interface Seen {
  kind: string;
  metadata: Pick<
    ObjectMeta,
    | 'name'
    | 'namespace'
    | 'labels'
    | 'annotations'
    | 'creationTimestamp'
    | 'deletionTimestamp'
    | 'ownerReferences'
    | 'generation'
    | 'finalizers'
  > & { uid: string; resourceVersion: string };
}

/** The owner that answers for an object, and makes it anew. */
export function controllerOf({
  metadata,
}: {
  metadata: Pick<ObjectMeta, 'ownerReferences'>;
}): OwnerReference | undefined {
  return metadata.ownerReferences?.find(
    ({ controller }) => controller === true,
  );
}

/** A projection of something that is about another object of its namespace. */
export interface SeenAbout extends Seen {
  involved: { kind: string; name: string; uid?: string };
}

/** A kind to watch, and what to keep of its objects. One watch per kind and cluster serves all targets. */
export interface ObservedKind<T extends Seen = Seen> {
  apiVersion: string;
  kind: string;
  /** Pure; undefined drops the object. */
  project(object: KubernetesObject): T | undefined;
  /** Label keys by which interests select objects of this kind. */
  labels?: readonly string[];
  /** Kinds of controlling owners by which interests select objects of this kind, e.g. `Notebook`. */
  controllers?: readonly string[];
  /** Only what this field selector admits is watched, e.g. `type!=Normal`. */
  fieldSelector?: string;
}

/** Selects observed objects of one asset. Never crosses a namespace, because labels can be forged. */
export interface Interest {
  apiVersion: string;
  kind: string;
  /** Absent for cluster-scoped kinds. */
  namespace?: string;
  by:
    | { name: string }
    | { label: string; value: string }
    /**
     * What the object `kind/name` of the same namespace controls: for names
     * that are generated.
     */
    | { controller: string }
    /** What is about the object `kind/name` of the same namespace: events, entries of queues. */
    | { involved: string }
    /**
     * What is about objects of the same namespace whose `kind/name` starts so
     * (must end with `-`), e.g. `Pod/model-predictor-`: the names of a Deployment's pods are not
     * known beforehand. Other objects may start so too: whoever reads them
     * compares them with the objects that are known.
     */
    | { involvedPrefix: string };
}

/** The observed objects of one asset. */
export interface Observations {
  /** All objects of the kind that the asset's interests select. */
  all<T extends Seen>(kind: ObservedKind<T>): readonly T[];
  /** One of them by name. */
  one<T extends Seen>(kind: ObservedKind<T>, name: string): T | undefined;
  /** The kind's watch is in sync: what is absent is not there. Otherwise absence means nothing. */
  known(kind: ObservedKind): boolean;
}
