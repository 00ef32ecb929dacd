export type Phase =
  | 'Pending'
  | 'Progressing'
  | 'Ready'
  | 'Degraded'
  | 'Failed'
  | 'Stopping'
  | 'Stopped'
  | 'Deleting'
  | 'Unknown';

export const PHASES: readonly Phase[] = [
  'Pending',
  'Progressing',
  'Ready',
  'Degraded',
  'Failed',
  'Stopping',
  'Stopped',
  'Deleting',
  'Unknown',
];

/** A Kubernetes-style condition. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  /** CamelCase */
  reason: string;
  message: string;
  /** ISO 8601: last change of `status` or `reason`. */
  since: string;
}

/** A link of the chain from the asset to the root cause. */
export interface ChainLink {
  /** e.g. `Pod fraud/explore-0` */
  object: string;
  /** What the cluster says, verbatim but truncated. */
  evidence?: string;
}

/** Something a reader can do about it. */
export interface Fix {
  text: string;
  /** Fields of the declaration's spec to change, so that the fix is one click. */
  change?: Record<string, unknown>;
  link?: string;
}

/** Root cause in plain words, the evidence and the fix. */
export interface Explanation {
  /** CamelCase, stable: documentation and tests refer to it. */
  reason: string;
  summary: string;
  chain: ChainLink[];
  fixes: Fix[];
}

export interface Step {
  name: string;
  state: 'done' | 'active' | 'waiting' | 'failed';
  /** ISO 8601 */
  at?: string;
}

export interface Endpoint {
  kind: 'workbench' | 'openai' | 'v2' | 'grpc';
  url: string;
  reachableFrom: 'browser' | 'cluster';
}

/** The clock of the cluster's own culler, which stops what nobody uses. */
export interface IdleClock {
  /** ISO 8601: when it was used last as the culler saw it, at most five minutes old. */
  lastActivity: string;
  /** ISO 8601: when it is stopped, unless it is used before. Absent: nobody said after how long. */
  stopsAt?: string;
}

/** A change that is declared and waits, because applying it restarts what runs. */
export interface PendingUpdate {
  /**
   * What makes the cluster differ: a newer revision, a newer Greenroom that
   * renders the same revision otherwise, or somebody who edited an object.
   */
  cause: 'declaration' | 'greenroom' | 'drift';
  /** What applying it does to pods: see the target's `impact`. */
  impact: 'roll' | 'restart' | 'stop';
  /** ISO 8601 */
  since: string;
  /** At most 20 of them. */
  changes: PendingChange[];
}

/** One field that a waiting change would set, as it may be shown. */
export interface PendingChange {
  /** e.g. `StatefulSet explore` */
  object: string;
  /** e.g. `spec.template.spec.containers[explore].image` */
  path: string;
  /** Shortened; absent where there is none, or where it is not to be shown. */
  before?: string;
  after?: string;
}

/** How much of one resource of a project's quota is used. */
export interface QuotaUse {
  /** As in the quota, e.g. `requests.nvidia.com/gpu`. */
  resource: string;
  /** Kubernetes quantities. */
  used: string;
  hard: string;
}

/** What is observed of a declaration: a pure function of it and of what is seen on the cluster. */
export interface Status {
  phase: Phase;
  /** The revision that is declared, and the one that the cluster was brought to (0 = none yet). */
  revision: number;
  observedRevision: number;
  /** ISO 8601: last change of this status. */
  observedAt: string;
  /** The watch of the cluster is lost: what is shown may be old. */
  stale: boolean;
  /** Pods of this asset are on simulated nodes: no container runs. */
  simulated?: boolean;
  conditions: Condition[];
  explanation?: Explanation;
  steps: Step[];
  endpoints: Endpoint[];
  pendingUpdate?: PendingUpdate;
  /** Of what runs and the cluster stops when nobody uses it. */
  idle?: IdleClock;
  /** Of a project: how much of its quota is used, as far as it is seen. */
  quota?: QuotaUse[];
  /** Data that a deletion left on purpose, e.g. `PersistentVolumeClaim fraud/explore-work`. */
  kept?: string[];
}
