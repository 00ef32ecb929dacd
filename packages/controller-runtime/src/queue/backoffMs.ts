const FIRST_MS = 5;
const LONGEST_MS = 300_000;

/** How long to wait after a failure that followed so many others: 5 ms, doubled up to 5 min. */
export function backoffMs(failuresBefore: number): number {
  return Math.min(FIRST_MS * 2 ** failuresBefore, LONGEST_MS);
}
