/** How far what an informer holds can be trusted. */
export interface InformerHealth {
  /**
   * `starting`: nothing is known yet. `live`: changes arrive. `stale`: what is
   * held was true at `lastContact`. `denied`: the identity may not list or
   * watch this.
   */
  state: 'starting' | 'live' | 'stale' | 'denied';
  /** When it came into this state. */
  since: Date;
  /** When the server was last heard of. */
  lastContact?: Date;
  /** Why it is not live. */
  error?: string;
}
