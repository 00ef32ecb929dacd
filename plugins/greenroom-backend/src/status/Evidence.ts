import {
  AssetRef,
  ConnectionSource,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  SeenClaim,
  SeenEvent,
  SeenPod,
  SeenQueueEntry,
  StatusContext,
} from '@greenroom/backstage-plugin-greenroom-node';

/** An object that a controller could not create, in the apiserver's words. */
export interface Refusal {
  /** Who was refused, e.g. `StatefulSet fraud/explore`. */
  object: string;
  message: string;
}

/** Reason of a report that the model runs and cannot be reached. */
export const ADDRESS_NOT_READY = 'AddressNotReady';

/** What a model server's own controller says of the model. */
export interface ModelReport {
  /** e.g. `InferenceService fraud/llm` */
  object: string;
  /** e.g. `ModelLoadFailed` */
  reason: string;
  message?: string;
}

/** The Secret that a connection depends on. */
export interface NeededSecret {
  name: string;
  /** Those that it must have. */
  keys: readonly string[];
  /** Who sees to it that it has them. */
  source: ConnectionSource;
  /** What the source says that it lacks. */
  problem?: string;
}

/** An object on which its controller has not acted at all. */
export interface Unanswered {
  /** e.g. `Notebook fraud/explore` */
  object: string;
  /** Since when it was there to be acted on (ISO 8601). */
  since: string;
}

/** What is known about an asset that runs pods: the input of every cause. */
export interface Evidence {
  asset: AssetRef;
  /** The object that stands for the asset, e.g. `Notebook fraud/explore`. */
  root: string;
  hardware?: WorkbenchSpec['hardware'];
  context: StatusContext;
  /** Only pods that the expected owner controls. */
  pods: readonly SeenPod[];
  claims: readonly SeenClaim[];
  /** About the asset's objects, newest first. */
  events: readonly SeenEvent[];
  refusals: readonly Refusal[];
  /** What Kueue says of it; empty where it is not queued. */
  queued: readonly SeenQueueEntry[];
  model?: ModelReport;
  unanswered?: Unanswered;
  secret?: NeededSecret;
}
