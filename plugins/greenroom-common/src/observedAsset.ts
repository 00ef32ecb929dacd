import { FieldIssue, Kind, KindSpecs } from './kinds';
import { Status } from './status';

/** Who looks after an object that Greenroom did not make, as far as its marks tell. */
export interface ObjectManager {
  /** e.g. `Argo CD`; `somebody` when no mark tells. */
  name: string;
  /** The mark, e.g. `label opendatahub.io/dashboard`. */
  evidence?: string;
  /** It puts back what others change: nobody else can manage the object beside it. */
  enforces: boolean;
}

/** A kind's own object that others made: shown, and never changed. A row of `GET /v1/observed-assets`. */
export interface ObservedAsset {
  /** UID of the object. */
  id: string;
  kind: Kind;
  cluster: string;
  namespace: string;
  name: string;
  title: string;
  /** The project whose namespace it is in. */
  project?: string;
  /** e.g. `Notebook fraud/explore` */
  object: string;
  manager: ObjectManager;
  /** Who made it, in that manager's own words. */
  creator?: string;
  /** ISO 8601 */
  createdAt?: string;
  status: Status;
  /** Whether the caller may make it an asset of its project, or why nobody could. */
  adoption: { possible: true } | { possible: false; why: string };
}

export interface ObservedAssetList {
  items: ObservedAsset[];
  /** There are more than one answer shows: narrow the filter. */
  more: boolean;
  /** Clusters that are not seen, so that what is missing is not taken for absent. */
  unseen: { cluster: string; reason: string }[];
}

/** What declares an observed object. Answer of `GET /v1/observed-assets/{id}/proposal`. */
export interface AdoptionProposal<K extends Kind = Kind> {
  spec: KindSpecs[K];
  /** What stands in the way of adopting it so. */
  issues: FieldIssue[];
  /** What the object has and no declaration says; it stays as it is. */
  notes: string[];
}
