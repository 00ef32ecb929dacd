import { AssetRef } from './kinds';

/**
 * Whether this installation may write to a cluster, and if not, why.
 *
 * - `Ours`: it may.
 * - `Unclaimed`: nobody has written there yet; who reconciles it claims it.
 * - `OtherInstallation`: the cluster belongs to another installation.
 * - `RestoredBehind`: the cluster was written to by a newer database than ours.
 * - `ClusterReplaced`: another cluster answers at the same address.
 * - `InstallationUnnamed`: this installation has no id.
 * - `IdentityUnknown`: the cluster's record cannot be read or written, or has not been yet.
 */
export type IdentityState =
  | 'Ours'
  | 'Unclaimed'
  | 'OtherInstallation'
  | 'RestoredBehind'
  | 'ClusterReplaced'
  | 'InstallationUnnamed'
  | 'IdentityUnknown';

/** Whose a cluster is. In every state but `Ours` Greenroom only reads there. */
export interface ClusterIdentity {
  state: IdentityState;
  /** What is wrong and what to do; absent when nothing is. */
  message?: string;
  /** The installation that the cluster names. */
  installation?: string;
  /** Objects that bear our labels and belong to no declaration that this database knows. */
  unknownObjects?: {
    count: number;
    /** The first of them, e.g. `StatefulSet fraud/explore`. */
    names: string[];
  };
}

/** Body of `POST /v1/clusters/{name}/takeover`. */
export interface TakeoverRequest {
  /** The name of the cluster once more, so that nobody takes over the wrong one. */
  confirm: string;
  reason?: string;
}

/** What an import does, or would do, for one declaration. */
export interface ImportedDeclaration extends AssetRef {
  id: string;
  /** The revision that the cluster was brought to. */
  revision: number;
  /**
   * `create`: the database does not know it. `update`: the database has an
   * older revision. `inventory`: only what was applied is missing.
   */
  action: 'create' | 'update' | 'inventory';
  /** What the cluster says of it, where that is imported: look before you trust it. */
  owner?: string;
  spec?: Record<string, unknown>;
  /** The objects that are added to the inventory, e.g. `StatefulSet fraud/explore`. */
  objects: string[];
}

/** Answer of `POST /v1/clusters/{name}/import`. */
export interface ImportResult {
  /** False: nothing was stored. */
  applied: boolean;
  declarations: ImportedDeclaration[];
  /** Objects that cannot be imported, and why. */
  problems: { object: string; message: string }[];
}
