/** By these, people choose what they want to be told of. */
export type Topic = 'ready' | 'failed' | 'stopping';

/** Something about an asset that its owner is told. */
export interface Notice {
  topic: Topic;
  /** Owner of the asset: an entity ref. */
  owner: string;
  /** The entity that shows it, e.g. `resource:fraud/explore`. */
  entityRef: string;
  /** Notices of the same scope replace each other: one for each asset and topic. */
  scope: string;
  title: string;
  description: string;
  severity: 'normal' | 'high';
}

/** By topic, of which occurrence the owner was told last, and when (ISO 8601). */
export type Notified = {
  [T in Topic]?: { occurrence: string; at: string };
};
