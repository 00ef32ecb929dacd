import { Declaration, RunState, Source } from './declaration';
import { ClusterIdentity } from './identity';
import { AssetRef, Kind, KindSpecs } from './kinds';
import { ResolvedStandards, ServingRuntime } from './standards';
import { Phase, Status } from './status';

/** What the caller may do with an asset, so that buttons tell the truth. */
export type AssetVerb = 'update' | 'delete' | 'operate' | 'access' | 'logs';

/** A declaration together with what is observed of it. Answer of `GET /v1/assets/{kind}/{project}/{name}`. */
export interface Asset<K extends Kind = Kind> {
  id: string;
  kind: K;
  project: string;
  name: string;
  title: string;
  owner: string;
  cluster: string;
  namespace: string;
  target?: string;
  source: Source;
  revision: number;
  spec: KindSpecs[K];
  /** The standards as recorded with this revision. */
  resolved: ResolvedStandards;
  runState?: RunState;
  deletion?: Declaration['deletion'];
  unclaimedSince?: Declaration['unclaimedSince'];
  status: Status;
  /** The entity that shows this asset, e.g. `resource:fraud/explore`. */
  entityRef: string;
  can: AssetVerb[];
  /** Of a Connection, what uses it, as far as the caller may read that. */
  usedBy?: AssetRef[];
  createdAt: string;
  updatedAt: string;
}

/** A row of `GET /v1/assets`. */
export interface AssetSummary {
  id: string;
  kind: Kind;
  project: string;
  name: string;
  title: string;
  owner: string;
  cluster: string;
  phase: Phase;
  stale: boolean;
  /** The explanation's summary, when there is one. */
  summary?: string;
  entityRef: string;
  /** The entity is not in the catalog: see `Declaration`. */
  unclaimedSince?: string;
  updatedAt: string;
}

export interface AssetList {
  items: AssetSummary[];
  nextCursor?: string;
}

/** `update` applies a change that waits because it restarts what runs. */
export type Operation = RunOperation | 'update';

/** What is done to what runs. */
export type RunOperation = 'start' | 'stop' | 'restart';

/** An accelerator product on one cluster. Counts are devices. */
export interface AcceleratorUsage {
  cluster: string;
  /** Extended resource, e.g. `nvidia.com/gpu`. */
  resource: string;
  product: string;
  nodes: number;
  allocatable: number;
  used: number;
  free: number;
  /** Largest number free on one node: what one pod can still get. */
  largestFree: number;
  /** Largest number that one node has at all: what one pod can ever get. */
  largestNode?: number;
  holders: AcceleratorHolder[];
}

export interface AcceleratorHolder {
  namespace: string;
  /** The asset, when Greenroom knows it and the caller may read it; else the pod's name. */
  asset?: { kind: Kind; project: string; name: string };
  pod?: string;
  count: number;
  /** ISO 8601: when the pod got its node. */
  since?: string;
}

/** Answer of `GET /v1/capacity`. `known: false` is not "none": the reader may not see, or has not seen yet. */
export interface Capacity {
  clusters: {
    cluster: string;
    known: boolean;
    /** Why it is not known. */
    reason?: string;
    stale: boolean;
    simulated: boolean;
    observedAt?: string;
  }[];
  accelerators: AcceleratorUsage[];
}

/** What bounds what Greenroom's own account can do on a cluster. */
export interface ClusterSafeguards {
  /** What is in projects is written as their identities; otherwise with Greenroom's own account. */
  projectIdentities: boolean;
  /** Whether `deploy/admission.yaml` is there. `Unknown`: it has not been seen yet, or may not be. */
  admissionPolicy: 'InForce' | 'Missing' | 'NotServed' | 'Unknown';
  /** What is missing, and what follows from that. */
  message?: string;
}

/** A row of `GET /v1/clusters`. */
export interface ClusterInfo {
  name: string;
  title?: string;
  state: 'connecting' | 'live' | 'stale' | 'denied' | 'misconfigured';
  message?: string;
  simulated: boolean;
  kubernetesVersion?: string;
  /** Whose the cluster is, and so whether Greenroom may write there. */
  identity?: ClusterIdentity;
  safeguards?: ClusterSafeguards;
  /** The replica that answers is the one that reconciles this cluster. */
  leader?: boolean;
  /** Target that a new declaration of each kind would get, and why others would not do. */
  targets: { kind: Kind; target?: string; missing?: string }[];
}

/** Answer of `POST /v1/preflight`. */
export interface Preflight {
  ok: boolean;
  issues: { field: string; message: string; severity: 'error' | 'warning' }[];
  /** `cannot-tell` when the cluster's capacity is not seen. */
  fit: 'fits' | 'waits' | 'never' | 'cannot-tell';
  summary?: string;
}

/** A row of the change feed `GET /v1/declarations?since=`. */
export interface DeclarationChange {
  sequence: number;
  type: 'upserted' | 'removed';
  /** `Workbench:fraud/explore` */
  ref: string;
  declaration?: Declaration;
  /** What a model server speaks: its runtime's protocol, as recorded with the revision. */
  protocol?: ServingRuntime['protocol'];
  /** Where its objects are, when that is not the namespace of the project's name. */
  namespace?: string;
}
export interface DeclarationChanges {
  /** Pass as `since` next time. */
  sequence: number;
  items: DeclarationChange[];
}
