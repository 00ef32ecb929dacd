/** A lease as its holder knows it. */
export interface HeldLease {
  name: string;
  holder: string;
  /** The fencing token: larger with each acquisition, so that what an earlier holder writes can be told and refused. */
  token: number;
}

/**
 * Where leases are kept: a database, say. Time is the store's own, so that the
 * clocks of those who ask need not agree. Each method rejects when the store
 * does not answer, and bounds by itself how long that takes.
 */
export interface LeaseStore {
  /**
   * Takes the lease for `durationMs` when nobody holds it or the last time has
   * run out, and raises its token. Resolves to undefined when it is held.
   */
  acquire(
    name: string,
    holder: string,
    durationMs: number,
  ): Promise<HeldLease | undefined>;
  /** Holds on for `durationMs` from now. Resolves to false when it is another's by now. */
  renew(lease: HeldLease, durationMs: number): Promise<boolean>;
  /** Lets others have it at once. Does nothing when it is another's by now. */
  release(lease: HeldLease): Promise<void>;
}
