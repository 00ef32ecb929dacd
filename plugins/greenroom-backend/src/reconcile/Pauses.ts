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
  /** How often in a row it failed before with what time may heal. */
  failures: number;
  /** What changed around it since it began: what that heals is tried again at once. */
  readonly changes: Set<Change>;
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
  /** Those declared anew since their declaration was read last: what is tried now is not what is declared. */
  readonly #outdated = new Set<string>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** For how many more milliseconds nothing is to be tried; 0 when it may be. */
  left(id: string): number {
    const until = this.#attempts.get(id)?.failed?.untilMs ?? 0;
    return Math.max(0, Math.ceil(until - this.#now()));
  }

  /** Its declaration is about to be read. */
  reads(id: string): void {
    this.#outdated.delete(id);
  }

  /** It is declared anew: nothing that fails of what was read before is waited for. */
  declared(id: string): void {
    this.#outdated.add(id);
    this.end(id);
  }

  begin(id: string, namespace: string): Attempt {
    const failures = this.#attempts.get(id)?.failures ?? 0;
    return this.#begin(id, namespace, failures);
  }

  /** Returns how long to wait. What changed since the attempt began is not waited for. */
  failed(id: string, attempt: Attempt, { failure, transient }: Failed): number {
    const { type } = failure;
    const { requeueAfterMs } = transient
      ? afterTransientFailure(transient, attempt.failures)
      : afterFailure(type);
    if (!this.#outdated.has(id)) {
      const ended =
        ENDED_BY_EVENTS.includes(type) ||
        [...attempt.changes].some(change => heals(change, type));
      const untilMs = ended ? 0 : this.#now() + requeueAfterMs;
      attempt.failures = transient ? attempt.failures + 1 : 0;
      attempt.failed = { type, untilMs };
    }
    return requeueAfterMs;
  }

  /** It succeeded, or there is nothing to try any more. */
  end(id: string): void {
    this.#attempts.delete(id);
  }

  /** Ends the pauses that a change makes pointless, in one namespace or in all. Returns whose those are, or may be. */
  heal(change: Change, namespace?: string): string[] {
    const healed: string[] = [];
    for (const [id, attempt] of this.#attempts) {
      const { changes, failed, failures, namespace: within } = attempt;
      if ((namespace ?? within) !== within) continue;
      // Of one under way nobody knows yet how it ends.
      if (!failed) changes.add(change);
      else if (heals(change, failed.type)) this.#begin(id, within, failures);
      else continue;
      healed.push(id);
    }
    return healed;
  }

  #begin(id: string, namespace: string, failures: number): Attempt {
    const attempt = { namespace, failures, changes: new Set<Change>() };
    this.#attempts.set(id, attempt);
    return attempt;
  }
}

function heals(change: Change, type: FailureType): boolean {
  const types = HEALS[change];
  return types === 'all' || types.includes(type);
}
