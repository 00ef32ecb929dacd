/** What the API server answers when a request fails: `kind: Status` of `v1`. */
export interface Status {
  kind?: string;
  status?: string;
  message?: string;
  /** One word, such as `NotFound` or `Expired`. */
  reason?: string;
  /** The HTTP status. */
  code?: number;
  details?: StatusDetails;
  metadata?: { continue?: string };
}

/** More on a failure: which fields, which managers, when to come back. */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: { reason?: string; message?: string; field?: string }[];
  retryAfterSeconds?: number;
}
