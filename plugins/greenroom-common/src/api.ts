import {
  Asset,
  AssetList,
  Capacity,
  ClusterInfo,
  DeclarationChanges,
  Operation,
  Preflight,
} from './asset';
import { ProjectClaim } from './claim';
import { ConnectionCheck } from './connectionCheck';
import { Revision } from './declaration';
import { ClusterIdentity, ImportResult, TakeoverRequest } from './identity';
import { AssetRef, ConnectionValues, Kind, KindSpecs } from './kinds';
import { AdoptionProposal, ObservedAssetList } from './observedAsset';
import { Standards, StandardType } from './standards';
import { Phase } from './status';
import { AssetUsage } from './usage';

/** Options of every call. */
export interface CallOptions {
  /** Backstage token; the browser's fetch adds its own. */
  token?: string;
  signal?: AbortSignal;
}

export interface AssetFilter {
  kind?: Kind;
  project?: string;
  owner?: string;
  phase?: Phase;
  cluster?: string;
  /** Entity ref that shows the asset, e.g. `resource:fraud/explore`. */
  entity?: string;
  cursor?: string;
  limit?: number;
}

export interface DeclareRequest<K extends Kind = Kind> {
  spec: KindSpecs[K];
  /** Why; kept with the revision. */
  reason?: string;
  /** Revision that the caller has seen; another one answers 412. 0 = must not exist yet. */
  ifMatch?: number;
  /** A repeated call with the same key answers what the first one did. */
  idempotencyKey?: string;
  /** Checks everything, stores nothing. */
  dryRun?: boolean;
  /** UID of the observed object of that name, which becomes the asset's. */
  adopt?: string;
}

export interface ObservedAssetFilter {
  kind?: Kind;
  project?: string;
}

/** Objects that are, or would be, applied for an asset. Answer of `GET …/manifests`. */
export interface AssetManifests {
  target: string;
  objects: Record<string, unknown>[];
}

/** An event of the cluster about an asset's objects. */
export interface AssetEvent {
  object: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  count: number;
  /** ISO 8601 */
  lastSeen: string;
}

/** A container of one of an asset's pods. */
export interface AssetContainer {
  pod: string;
  container: string;
  /** It runs before the others, to prepare. */
  init: boolean;
  state: 'waiting' | 'running' | 'ended';
  /** Why it waits, or how it ended, in the cluster's word: `ImagePullBackOff`, `OOMKilled`. */
  reason?: string;
  restarts: number;
  /** It has run, so there is a log; and it ran before its last restart, so there is one of then. */
  log: boolean;
  previousLog: boolean;
}

/** Bounds of `tailLines`. */
export const LOG_LINES = { default: 200, most: 2000 } as const;

/** Which log, and how much of it. */
export interface LogRequest {
  /** When absent: those of any. */
  pod?: string;
  /** When absent: the first that has a log. */
  container?: string;
  /** That of before the last restart. */
  previous?: boolean;
  /** How many of the last lines; see {@link LOG_LINES}. */
  tailLines?: number;
}

/** What lets into an asset. Answer of `GET …/access`. */
export interface AssetAccess {
  token: string;
}

/** `/api/greenroom/v1`. Every call acts with the caller's own rights. */
export interface GreenroomApi {
  listAssets(filter?: AssetFilter, options?: CallOptions): Promise<AssetList>;
  getAsset<K extends Kind>(
    ref: AssetRef<K>,
    options?: CallOptions,
  ): Promise<Asset<K>>;
  declare<K extends Kind>(
    ref: AssetRef<K>,
    request: DeclareRequest<K>,
    options?: CallOptions,
  ): Promise<Asset<K>>;
  /** Asks for deletion; volumes and namespaces stay unless `deleteData`. Answers once it is recorded. */
  remove(
    ref: AssetRef,
    request: { deleteData?: boolean; reason?: string },
    options?: CallOptions,
  ): Promise<void>;
  operate(
    ref: AssetRef,
    request: { operation: Operation; reason?: string },
    options?: CallOptions,
  ): Promise<Asset>;
  /**
   * Writes the values of a connection into its Secret on the cluster. They are
   * kept nowhere else and cannot be read back; again, with others, rotates them.
   */
  supply(
    ref: AssetRef<'Connection'>,
    values: ConnectionValues,
    options?: CallOptions,
  ): Promise<void>;
  /**
   * Has the backend find out whether what a connection leads to answers, and
   * takes its values. Bad news is an answer too.
   */
  checkConnection(
    ref: AssetRef<'Connection'>,
    options?: CallOptions,
  ): Promise<ConnectionCheck>;
  history(ref: AssetRef, options?: CallOptions): Promise<Revision[]>;
  manifests(ref: AssetRef, options?: CallOptions): Promise<AssetManifests>;
  events(ref: AssetRef, options?: CallOptions): Promise<AssetEvent[]>;
  /** The containers of its pods, those that prepare the others last. */
  containers(ref: AssetRef, options?: CallOptions): Promise<AssetContainer[]>;
  /** The claims in a project's namespace, by name. */
  claims(project: string, options?: CallOptions): Promise<ProjectClaim[]>;
  /** How full its volumes are, and what its accelerators do, where metrics tell. */
  usage(ref: AssetRef, options?: CallOptions): Promise<AssetUsage>;
  /** The last lines of a container's log as plain text. Each call is an audit event. */
  logs(
    ref: AssetRef,
    request?: LogRequest,
    options?: CallOptions,
  ): Promise<string>;
  /** The token of a workbench, read from the cluster now. Each call is an audit event. */
  access(ref: AssetRef, options?: CallOptions): Promise<AssetAccess>;
  /** What others made that would be assets, as far as the caller may see their projects. */
  listObserved(
    filter?: ObservedAssetFilter,
    options?: CallOptions,
  ): Promise<ObservedAssetList>;
  /** How an observed object would be declared. Asks the cluster for it now. */
  proposeAdoption(id: string, options?: CallOptions): Promise<AdoptionProposal>;
  preflight<K extends Kind>(
    request: AssetRef<K> & { spec: unknown },
    options?: CallOptions,
  ): Promise<Preflight>;
  /** With a project, what may be used in it; else what is offered to all, on any cluster. */
  standards<T extends StandardType>(
    type: T,
    options?: CallOptions & { project?: string },
  ): Promise<Standards[T]>;
  /** Which images may be used by reference. */
  imagePolicy(options?: CallOptions): Promise<Standards['policy']>;
  capacity(options?: CallOptions): Promise<Capacity>;
  clusters(options?: CallOptions): Promise<ClusterInfo[]>;
  /** Lets this installation write to a cluster, whoever could before. */
  takeOver(
    cluster: string,
    request: TakeoverRequest,
    options?: CallOptions,
  ): Promise<ClusterIdentity>;
  /** Rebuilds declarations from what the cluster holds; says only what it would do, unless `apply`. */
  importCluster(
    cluster: string,
    request?: { apply?: boolean },
    options?: CallOptions,
  ): Promise<ImportResult>;
  /** For services: everything that changed after sequence `since`. */
  changes(since: number, options?: CallOptions): Promise<DeclarationChanges>;
}
