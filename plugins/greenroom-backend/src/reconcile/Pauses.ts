import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';
import { Failed } from './failure';
import { afterFailure, afterTransientFailure } from './requeue';

type FailureType = ApplyFailure['type'];

/** A change around declarations that may let succeed what failed. */
export type Change = 'quota' | 'served' | 'health' | 'identity';

/** What each change may heal; the identity of the cluster decides whether anything may be written at all. */
const HEALS: Record<Change, readonly FailureType[] | 'all'> = {
  quota: ['Denied'],
  served: ['Error', 'Invalid'],
  health: ['Error', 'Forbidden', 'Unreachable'],
  identity: 'all',
};

/** Failures of which the watches tell when they are over: what is seen of the declaration's objects ends the pause. */
const ENDED_BY_EVENTS: readonly FailureType[] = [
  'Conflict',
  'Foreign',
  'Terminating',
];

/** One try to bring the cluster to what is declared. */
export interface Attempt {
  namespace: string;
  /** How often in a row it failed before. */
  failures: number;
  /** Undefined while it is under way. */
  failed?: { type: FailureType; untilMs: number };
}

/**
 * Which declarations wait before what failed is tried again. An event of their
 * own objects leads to a new look only: a controller that reports now and then
 * must not have a denied write sent each time. What could let it succeed ends
 * the pause.
 */
export class Pauses {
  readonly #attempts = new Map<string, Attempt>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** For how many more milliseconds nothing is to be tried; 0 when it may be. */
  left(id: string): number {
    const until = this.#attempts.get(id)?.failed?.untilMs ?? 0;
    return Math.max(0, Math.ceil(until - this.#now()));
  }

  begin(id: string, namespace: string): Attempt {
    const failures = this.#attempts.get(id)?.failures ?? 0;
    const attempt = { namespace, failures };
    this.#attempts.set(id, attempt);
    return attempt;
  }

  /** Returns how long to wait. What changed since the attempt began is not waited for. */
  failed(id: string, attempt: Attempt, { failure, transient }: Failed): number {
    const { type } = failure;
    const { requeueAfterMs } = transient
      ? afterTransientFailure(transient, attempt.failures)
      : afterFailure(type);
    if (this.#attempts.get(id) === attempt) {
      const pauses = !ENDED_BY_EVENTS.includes(type);
      const untilMs = pauses ? this.#now() + requeueAfterMs : 0;
      attempt.failures += 1;
      attempt.failed = { type, untilMs };
    }
    return requeueAfterMs;
  }

  /** It succeeded, or is declared anew. */
  end(id: string): void {
    this.#attempts.delete(id);
  }

  /** Ends the pauses that a change may make pointless, in one namespace or in all. Returns whose those are. */
  heal(change: Change, namespace?: string): string[] {
    const types = HEALS[change];
    const healed: string[] = [];
    for (const [id, { failed, failures, namespace: within }] of this
      .#attempts) {
      // Of one under way nobody knows yet how it ends.
      const heals = !failed || types === 'all' || types.includes(failed.type);
      if (!heals || (namespace ?? within) !== within) continue;
      this.#attempts.set(id, { namespace: within, failures });
      healed.push(id);
    }
    return healed;
  }
}
