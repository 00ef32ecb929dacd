import {
  AcceleratorUsage,
  ClusterSite,
  Declaration,
  HardwareProfile,
  Kind,
  KindSpecs,
  RunOperation,
  PendingUpdate,
  ResolvedStandards,
  RunState,
  Standards,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Interest,
  KubernetesObject,
  ObservedKind,
  Observations,
  SecretsSeen,
  Seen,
  SeenPod,
} from '../observed';
import { Impact, ManifestDifference } from './ManifestDifference';

/** Objects of Greenroom's own let browsers in, each asset under a host of its own. */
export interface OwnExposure {
  /** Hosts end so, e.g. `workbenches.example.org`. */
  hostSuffix: string;
  via:
    | { type: 'gateway'; name: string; namespace: string; section?: string }
    | { type: 'ingress'; className?: string; tlsSecret?: string }
    /** OpenShift's, with the certificate of its router. */
    | { type: 'route' };
}

/** Where browsers reach what runs on a cluster; always by https. */
export type Exposure =
  | OwnExposure
  /** Open Data Hub's controller opens every Notebook, all under one host. */
  | { via: { type: 'openDataHub'; host: string } };

/** What the cluster's API serves, from discovery, and what is special about it. */
export interface ClusterCapabilities {
  name: string;
  serves(apiVersion: string, kind: string): boolean;
  /** What the platform team says of it in app-config. */
  site: ClusterSite;
  /** Absent: nothing is exposed. */
  exposure?: Exposure;
}

/** Whether a target can be used on a cluster: the highest preference wins. */
export type Offer =
  | { preference: number }
  | {
      /** What is missing, in words an administrator can act on. */
      missing: string;
    };

/** Where a declaration is realised. */
export interface Placement {
  project: string;
  namespace: string;
  cluster: ClusterCapabilities;
}

export interface RenderContext extends Placement {
  /** The standards as recorded with the declaration's revision. */
  resolved: ResolvedStandards;
}

/** One object to apply. */
export interface Manifest {
  object: KubernetesObject;
  /**
   * Fields without which the cluster would not take the object, and which are
   * somebody else's once it is made: sent once, never part of an apply.
   */
  seed?: Record<string, unknown>;
  /** `retain`: a deletion of the declaration leaves it, unless deletion of data is asked for. */
  onDelete: 'delete' | 'retain';
}

/** Objects in apply order; deletion goes in reverse. */
export type ManifestSet = readonly Manifest[];

/** A Secret with a token that lets into an asset. */
export interface TokenSecret {
  name: string;
  key: string;
  labels: Record<string, string>;
  /** The object of the same namespace with which it goes. */
  owner: { apiVersion: string; kind: string; name: string };
}

/** A volume of an asset, and the PersistentVolumeClaim of its namespace that it is. */
export interface ClaimedVolume {
  /** As the declaration calls it. */
  name: string;
  claim: string;
  /** What it asks for; absent where the claim is somebody else's. */
  size?: string;
}

/** A merge patch outside the applied set, by which assets are started, stopped and restarted. */
export interface RunPatch {
  apiVersion: string;
  kind: string;
  name: string;
  patch: Record<string, unknown>;
}

/** Why an object could not be brought to what is declared. */
export interface ApplyFailure {
  /** e.g. `Notebook fraud/explore` */
  object: string;
  /** `Foreign`: exists and is not ours. `Conflict`: somebody else applies the field. `Contended`: somebody changes it each time that it is put back. */
  type:
    | 'Denied'
    | 'Foreign'
    | 'Conflict'
    | 'Contended'
    | 'Forbidden'
    | 'Invalid'
    | 'Unreachable'
    | 'Terminating'
    | 'Error';
  /** What the apiserver said, truncated. */
  message: string;
  /** ISO 8601: when it failed so for the first time. */
  since: string;
}

export interface StatusContext extends Placement {
  resolved: ResolvedStandards;
  /** Milliseconds since the epoch. */
  now: number;
  /** The revision that was last applied without failure; 0 = none yet. */
  appliedRevision: number;
  failure?: ApplyFailure;
  runState?: RunState;
  /** A change that waits, because it restarts what runs. */
  pendingUpdate?: PendingUpdate;
  /** Undefined: capacity cannot be told. */
  accelerators?: readonly AcceleratorUsage[];
  /** How many nodes bear these labels; undefined when nodes are not all seen. */
  nodesWith?(labels: Readonly<Record<string, string>>): number | undefined;
  /** Profiles that the platform offers now, so that a fix can name one that is free. */
  profiles?: readonly HardwareProfile[];
  /** The Secrets that the target asked for. */
  secrets?: SecretsSeen;
  /** A pod of this asset is on a simulated node. */
  simulated?: boolean;
  /** Set while the watches of the cluster are lost. */
  staleSince?: string;
}

/** A projection of the object that stands for an asset. */
export interface SeenRoot extends Seen {
  /** What people call it, when that is not its name. */
  title?: string;
}

/** What declares an object as it is. */
export interface Proposal<K extends Kind = Kind> {
  spec: KindSpecs[K];
  /** What the object has and no declaration says; it stays as it is. */
  notes: readonly string[];
}

/** How objects that others made read as assets of a kind. */
export interface ObservedRoot<K extends Kind = Kind> {
  /** The target's own object, one of `observes`. */
  root: ObservedKind<SeenRoot>;
  /** The least of a spec that `interests` and `status` read. */
  spec: KindSpecs[K];
  /**
   * How it would be declared, from the whole object. Absent: it can only be
   * looked at.
   * @throws InputError when it cannot be declared so that applying it keeps what runs
   */
  propose?(object: KubernetesObject, standards: Standards): Proposal<K>;
}

/** How one kind is realised on a cluster. Every member is pure: the engine does the talking. */
export interface Target<K extends Kind = Kind> {
  readonly id: string;
  readonly kind: K;
  offered(cluster: ClusterCapabilities): Offer;
  /** Objects to apply, in apply order. Never contains run state (`replicas`, stop annotations). */
  render(declaration: Declaration<K>, context: RenderContext): ManifestSet;
  /**
   * The Secret with the asset's token, when it has one. The engine makes it
   * once: the token is in no manifest, no database and no log.
   */
  token?(
    declaration: Declaration<K>,
    context: RenderContext,
  ): TokenSecret | undefined;
  /** Kinds to watch, and what to keep of each object. */
  readonly observes: readonly ObservedKind[];
  /** How this declaration's objects, and those that operators make for it, are recognised. */
  interests(
    declaration: Declaration<K>,
    placement: Placement,
  ): readonly Interest[];
  /** Absent: what others made is not shown. */
  readonly observed?: ObservedRoot<K>;
  /**
   * Its pods among those that its interests select: labels can be forged, so
   * those that its controllers own. Without this it has no logs.
   */
  pods?(declaration: Declaration<K>, seen: Observations): readonly SeenPod[];
  /** The volumes that its pods mount and keep; none when absent. */
  volumes?(declaration: Declaration<K>): readonly ClaimedVolume[];
  /** Names of the Secrets in the namespace whose presence its status depends on. */
  secrets?(declaration: Declaration<K>): readonly string[];
  /**
   * What applying a difference does to pods. Without this, whatever changes
   * counts as a restart.
   */
  impact?(difference: ManifestDifference): Impact;
  /** The merge patches of an operation; undefined when the kind has no run state. */
  operate?(
    operation: RunOperation,
    declaration: Declaration<K>,
    placement: Placement,
    now: Date,
  ): readonly RunPatch[];
  /** What the observed objects mean. `seen` may be incomplete; unknown is a result, not an error. */
  status(
    declaration: Declaration<K>,
    seen: Observations,
    context: StatusContext,
  ): Status;
}
