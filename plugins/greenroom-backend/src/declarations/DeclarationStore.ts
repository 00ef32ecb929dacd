import {
  AssetRef,
  Declaration,
  DeclarationChanges,
  Deletion,
  Kind,
  KindSpecs,
  Phase,
  ResolvedStandards,
  Revision,
  RunState,
  Source,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Fence } from '../database/fence';
import { Idempotency } from './idempotency';

/** Somebody agreed that what waits is applied, though it restarts what runs. */
export interface Consent {
  /** Entity ref. */
  by: string;
  /** ISO 8601; what began to wait later needs another one. */
  at: string;
}

/** A declaration as it is stored, with what its revision was resolved to. */
export interface StoredDeclaration<K extends Kind = Kind>
  extends Declaration<K> {
  resolved: ResolvedStandards;
  consent?: Consent;
}

/** A change of a declaration, for replicas that may not have made it themselves. */
export interface ChangedDeclaration {
  sequence: number;
  id: string;
  /** Undefined: it was removed. */
  cluster?: string;
  revision?: number;
}

/** A declaration with its last status, as lists and the API show it. */
export interface DeclarationWithStatus extends StoredDeclaration {
  /** Undefined until the reconciler has seen it once. */
  status?: Status;
}

/** Condition on assets that permission rules compile to and the database evaluates. */
export type AssetCondition = {
  field: 'owner' | 'project' | 'kind' | 'cluster';
  values: string[];
};

export interface ListQuery {
  kind?: Kind;
  project?: string;
  owner?: string;
  phase?: Phase;
  cluster?: string;
  /** Entity ref that the asset claims. */
  entity?: string;
  /** What the caller may see. */
  permitted?: PermissionCriteria<AssetCondition>;
  limit: number;
  cursor?: string;
}

/** An object on the declaration's cluster, as the inventory names it. */
export interface AdoptedObject {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  uid: string;
}

export interface DeclareInput<K extends Kind = Kind> {
  ref: AssetRef<K>;
  spec: KindSpecs[K];
  resolved: ResolvedStandards;
  source: Source;
  owner: string;
  cluster: string;
  author: string;
  reason?: string;
  /** The revision the caller saw; 0 = must not exist. */
  ifMatch?: number;
  /** A repeated call is answered with the first one's declaration, whatever became of it. */
  idempotency?: Idempotency;
  /** An object of others that becomes the declaration's. */
  adopt?: AdoptedObject;
}

export interface DeclareResult {
  declaration: StoredDeclaration;
  created: boolean;
  /** False when the same spec was declared again. */
  changed: boolean;
}

/**
 * Declarations and their revisions. Every write bumps the change feed in the
 * same transaction.
 */
export interface DeclarationStore {
  get<K extends Kind>(
    ref: AssetRef<K>,
  ): Promise<StoredDeclaration<K> | undefined>;
  getById(id: string): Promise<StoredDeclaration | undefined>;
  getWithStatus(ref: AssetRef): Promise<DeclarationWithStatus | undefined>;
  /** The declaration that claims a catalog entity. */
  getByEntity(entityRef: string): Promise<StoredDeclaration | undefined>;
  list(
    query: ListQuery,
  ): Promise<{ items: DeclarationWithStatus[]; nextCursor?: string }>;
  /** Ids of all declarations on a cluster, in creation order. */
  idsOnCluster(cluster: string): Promise<string[]>;
  /**
   * Stores a revision. The same spec again changes nothing.
   * @throws PreconditionFailedError (412) when `ifMatch` does not hold
   * @throws ConflictError when the name, or an entity ref it claims, belongs to another source or kind, or the asset is being deleted
   */
  declare(input: DeclareInput): Promise<DeclareResult>;
  /** What names a connection in its spec, unless it is being deleted. */
  usersOf(connection: AssetRef<'Connection'>): Promise<StoredDeclaration[]>;
  /**
   * Notes which declarations of the catalog are still made by an entity; those
   * that are not go on as they are, as unclaimed.
   * @param present - refs of all entities that declare something
   * @returns ids of the declarations for which that has changed
   */
  followEntities(present: ReadonlySet<string>): Promise<string[]>;
  /** Has every replica look at it again, though nothing is declared anew. */
  touch(id: string): Promise<void>;
  setRunState(id: string, runState: RunState): Promise<void>;
  setConsent(id: string, consent: Consent): Promise<void>;
  /**
   * Marks for deletion; idempotent, and `deleteData` may only be raised.
   * @throws ConflictError for a Project that still has assets, and for a Connection in use, naming them
   */
  markDeleted(id: string, deletion: Deletion): Promise<void>;
  /**
   * Removes the row once nothing is left on the cluster.
   * @throws FencedError when the lease of the fence is not held any more
   */
  purge(id: string, fence?: Fence): Promise<void>;
  history(id: string): Promise<Revision[]>;
  /** Everything that changed after `since`. */
  changes(since: number, limit: number): Promise<DeclarationChanges>;
  /** What changed after `since`, without what it says. */
  changedSince(since: number, limit: number): Promise<ChangedDeclaration[]>;
  /** The sequence of the newest change; 0 when there is none. */
  lastSequence(): Promise<number>;
}
