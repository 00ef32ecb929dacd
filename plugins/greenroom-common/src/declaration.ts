import { AssetRef, Kind, KindSpecs } from './kinds';

/** Where a declaration comes from: Greenroom's API, or an entity in the catalog. */
export type Source =
  | { type: 'api' }
  | {
      type: 'catalog';
      /** The entity that carries `spec.greenroom`, e.g. `resource:fraud/explore`. */
      entityRef: string;
      /** Its origin location, e.g. `url:https://…/catalog-info.yaml`. */
      location: string;
    };

/** Whether a workbench or server is wanted to run. An operation, never part of the spec. */
export interface RunState {
  wanted: 'running' | 'stopped';
  by: string;
  at: string;
  reason?: string;
}

/** A request to delete, with what it says of data (volumes, namespaces). */
export interface Deletion {
  by: string;
  at: string;
  deleteData: boolean;
}

/** What someone wants: the only input of the reconciler. */
export interface Declaration<K extends Kind = Kind> extends AssetRef<K> {
  /** UUID; on every object as label `greenroom.dev/declaration`. */
  id: string;
  spec: KindSpecs[K];
  source: Source;
  /** Counts from 1; every change of the spec makes a new one. */
  revision: number;
  /** Entity ref of the owner: the spec's, else the project's. */
  owner: string;
  /** Name of the cluster in app-config. */
  cluster: string;
  /** How the kind is realised there; fixed once chosen. */
  target?: string;
  runState?: RunState;
  deletion?: Deletion;
  /** ISO 8601: since when the entity that declares it is not in the catalog. It goes on as it is. */
  unclaimedSince?: string;
  /** ISO 8601 */
  createdAt: string;
  updatedAt: string;
}

/** One stored revision of a declaration. */
export interface Revision {
  revision: number;
  spec: Record<string, unknown>;
  author: string;
  reason?: string;
  at: string;
}
