/** Where time comes from, so that tests can hold it still. Durations are milliseconds. */
export interface Clock {
  /** Monotonic milliseconds, only for measuring durations: a wall clock that is set back cannot harm it. */
  now(): number;
  /** The wall clock, only for showing to people. */
  date(): Date;
  /** Calls back once after `ms`; at once when that has passed. Returns a function that cancels it. */
  setTimeout(callback: () => void, ms: number): () => void;
}
