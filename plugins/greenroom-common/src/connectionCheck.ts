/**
 * How a check of a connection ended:
 * - `reachable`: what the connection leads to answered, and takes its values
 * - `refused`: it answered, and refuses
 * - `unclear`: it answered something that tells neither
 * - `unreachable`: nothing answered
 * - `incomplete`: the values that it would need are not there, so nothing was sent
 * - `notAllowed`: the platform team does not let checks go there, so nothing was sent
 * - `off`: the platform team lets checks go nowhere
 */
export const CHECK_OUTCOMES = [
  'reachable',
  'refused',
  'unclear',
  'unreachable',
  'incomplete',
  'notAllowed',
  'off',
] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** What a check found. Says nothing of the values, and nothing in the words of the far side. */
export interface CheckFinding {
  outcome: CheckOutcome;
  /** Tells findings of one outcome apart, such as `BucketNotFound`. */
  reason: string;
  /** In plain words. */
  message: string;
  /** What to do about it; absent when nothing is to be done. */
  fix?: string;
}

/** Answer of `POST …/check`. It is kept nowhere. */
export interface ConnectionCheck extends CheckFinding {
  /** ISO 8601 */
  checkedAt: string;
  /** How long it took. */
  ms: number;
}
