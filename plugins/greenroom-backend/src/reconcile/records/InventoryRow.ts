/** An object that we applied, or were about to apply, for a declaration. */
export interface InventoryRow {
  id: number;
  declarationId: string;
  cluster: string;
  apiVersion: string;
  kind: string;
  /** Absent for cluster-scoped kinds. */
  namespace?: string;
  name: string;
  /** Carried by the object; tells ours from a stranger's after a crash. */
  nonce: string;
  /** Absent until an apply was answered. */
  uid?: string;
  /** Hash of what was rendered at the last complete apply; absent while creation is not complete. */
  appliedHash?: string;
  /** Hash of the fields that we owned right after the last apply. */
  ownedHash?: string;
  /** `resourceVersion` right after the last apply. */
  objectVersion?: string;
  /** How often in a row a change by somebody else was put back, and when last (ISO 8601). */
  corrections: number;
  correctedAt?: string;
  onDelete: 'delete' | 'retain';
  /** Apply order; deletion goes in reverse. */
  position: number;
}

/** What identifies the object of a row. */
export type ObjectKey = Pick<
  InventoryRow,
  'apiVersion' | 'kind' | 'namespace' | 'name'
>;

/** Whether a row is about this object. */
export function isAbout(
  row: ObjectKey,
  object: {
    apiVersion: string;
    kind: string;
    metadata: { namespace?: string; name: string };
  },
): boolean {
  return (
    row.apiVersion === object.apiVersion &&
    row.kind === object.kind &&
    (row.namespace ?? '') === (object.metadata.namespace ?? '') &&
    row.name === object.metadata.name
  );
}

/** `StatefulSet fraud/explore` */
export const describeRow = ({
  kind,
  namespace,
  name,
}: Pick<InventoryRow, 'kind' | 'namespace' | 'name'>): string =>
  `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
