/** One field that is not as it was. */
export interface FieldChange {
  /** e.g. `spec.template.spec.containers[explore].image` */
  path: string;
  /** Absent: the field is new. */
  before?: unknown;
  /** Absent: the field goes. */
  after?: unknown;
}

/** What applying a manifest would change of one object. */
export interface ManifestDifference {
  apiVersion: string;
  kind: string;
  name: string;
  changes: readonly FieldChange[];
}

/**
 * What a change does to pods. `none`: nothing. `roll`: the target's own rolling
 * policy replaces them, and what they serve goes on. `restart`: what runs is
 * ended and begins anew. `stop`: it can only be applied while nothing runs.
 */
export type Impact = 'none' | 'roll' | 'restart' | 'stop';
