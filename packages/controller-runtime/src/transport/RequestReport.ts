/** What is known of one attempt at a request when it has ended. */
export interface RequestReport {
  method: string;
  /** `get`, `list`, `watch`, `create`, `apply`, `patch`, `delete`; of any other request the method, in lower case. */
  verb: string;
  /** Plural of the resource that it is about; absent for other paths. */
  resource?: string;
  /** Without query. */
  path: string;
  /** Absent when no answer came. */
  status?: number;
  /** Until the whole answer was read; of a watch, until it was open. */
  ms: number;
  /** Whether there was an attempt at the same request before. */
  retry: boolean;
  error?: Error;
}
