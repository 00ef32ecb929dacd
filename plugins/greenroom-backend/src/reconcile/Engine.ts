import {
  AssetAccess,
  AssetContainer,
  AssetEvent,
  AssetManifests,
  AssetUsage,
  Capacity,
  ClusterInfo,
  ConnectionValues,
  LogRequest,
  ObservedAssetList,
  Operation,
  Preflight,
  ProjectClaim,
  Standards,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Proposal } from '@greenroom/backstage-plugin-greenroom-node';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { FoundAsset, FoundPlace } from '../observed';
import { ClusterStandards } from '../standards';
import { Adoptable } from './ObservedAssets';

/** An observed object, by its UID. */
export interface ObservedRef {
  cluster: string;
  id: string;
}

/** What the API may ask of the reconciler. Nothing here waits for a cluster unless it says so. */
export interface Engine {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A declaration changed: bring the cluster to it soon, what exists already before what is new. */
  enqueue(declaration: {
    id: string;
    cluster: string;
    revision?: number;
  }): void;
  clusters(): ClusterInfo[];
  hasCluster(name: string): boolean;
  /** What clusters offer themselves, each on its own. */
  standards(): ClusterStandards;
  /** Every accelerator and holder; the API filters for the caller. */
  capacity(): Capacity;
  /** Whether there is room for a declaration, stored or not: now, later or never, as far as is seen. */
  fit(declaration: StoredDeclaration): Pick<Preflight, 'fit' | 'summary'>;
  /** What others made, as far as it is wanted, and whether there is more than one answer shows. */
  observed(wanted: (place: FoundPlace) => boolean): {
    items: FoundAsset[];
    more: boolean;
    unseen: ObservedAssetList['unseen'];
  };
  /**
   * How an observed object would be declared; asks the cluster for it now.
   * @throws NotFoundError when it is not there any more, ConflictError or InputError when it cannot be adopted
   */
  propose(observed: ObservedRef, standards: Standards): Promise<Proposal>;
  /**
   * The object that a declaration would take over.
   * @throws ConflictError when it cannot be adopted
   */
  adoptable(observed: ObservedRef): Adoptable | undefined;
  /**
   * The objects that are applied.
   * @throws ServiceUnavailableError when the cluster has not been reached yet
   */
  manifests(declaration: StoredDeclaration): AssetManifests;
  /** Events about the asset's objects, newest first. */
  events(declaration: StoredDeclaration): AssetEvent[];
  /**
   * The containers of the asset's pods.
   * @throws InputError for a kind that has none, ServiceUnavailableError while nobody can tell
   */
  containers(declaration: StoredDeclaration): AssetContainer[];
  /**
   * The claims in a project's namespace, by name.
   * @throws ServiceUnavailableError while nobody can tell
   */
  claims(project: StoredDeclaration): Omit<ProjectClaim, 'usedBy'>[];
  /**
   * The last lines of one of them, read from the cluster now.
   * @param signal - the caller has left
   * @throws NotFoundError, ConflictError when it has no log, ServiceUnavailableError when it cannot be read now
   */
  logs(
    declaration: StoredDeclaration,
    request: LogRequest,
    signal: AbortSignal,
  ): Promise<string>;
  /**
   * How full its volumes are and what its accelerators do. Waits for the
   * cluster's Prometheus, when nobody has asked it lately.
   * @throws ServiceUnavailableError when the cluster has not been reached yet
   */
  usage(declaration: StoredDeclaration): Promise<AssetUsage>;
  /**
   * Sends the operation's patches now. Where a change waits, a restart is left to
   * its being applied, as an update is.
   * @throws ServiceUnavailableError when the cluster cannot be reached
   * @throws ConflictError when there is nothing yet to operate on, or nothing waits for an update
   */
  operate(declaration: StoredDeclaration, operation: Operation): Promise<void>;
  /**
   * The token that lets into a workbench, read from the cluster now.
   * @throws ConflictError when it has none, ServiceUnavailableError when the cluster cannot be reached
   */
  access(declaration: StoredDeclaration): Promise<AssetAccess>;
  /**
   * Writes the values of a connection into its Secret now, and nowhere else.
   * @throws ServiceUnavailableError when the cluster cannot be reached
   * @throws ConflictError when the Secret is not there yet, or may not be written
   */
  supply(
    declaration: StoredDeclaration<'Connection'>,
    values: ConnectionValues,
  ): Promise<void>;
  /**
   * The values of a connection, read from its Secret now; undefined when it is
   * not there. For use at once, never to be stored, logged or answered.
   * @throws ServiceUnavailableError when the cluster cannot be reached
   * @throws ConflictError when the Secret is a stranger's, or may not be read
   */
  values(
    declaration: StoredDeclaration<'Connection'>,
  ): Promise<ConnectionValues | undefined>;
}
