import {
  AssetEvent,
  AssetManifests,
  Capacity,
  ClusterInfo,
  Kind,
  KindSpecs,
  AssetRef,
  Operation,
  ResolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-common';
import { StoredDeclaration } from '../declarations/DeclarationStore';

/** What a declaration not yet made would lead to. */
export interface DryRunInput<K extends Kind = Kind> {
  ref: AssetRef<K>;
  spec: KindSpecs[K];
  resolved: ResolvedStandards;
  cluster: string;
}

/** What the API may ask of the reconciler. Nothing here waits for a cluster unless it says so. */
export interface Engine {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A declaration changed: bring the cluster to it soon. */
  enqueue(declaration: { id: string; cluster: string }): void;
  clusters(): ClusterInfo[];
  hasCluster(name: string): boolean;
  /** Every accelerator and holder; the API filters for the caller. */
  capacity(): Capacity;
  /** The objects that are, or would be, applied. */
  manifests(declaration: StoredDeclaration): AssetManifests;
  manifestsOf(input: DryRunInput): AssetManifests;
  /** Events about the asset's objects, newest first. */
  events(declaration: StoredDeclaration): AssetEvent[];
  /**
   * Sends the operation's patches now.
   * @throws ServiceUnavailableError when the cluster cannot be reached
   * @throws ConflictError when there is nothing yet to operate on
   */
  operate(declaration: StoredDeclaration, operation: Operation): Promise<void>;
}
