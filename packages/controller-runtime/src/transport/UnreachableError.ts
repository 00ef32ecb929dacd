/**
 * No answer came: connection refused or reset, a timeout, a certificate that
 * does not verify. A write that ends so may or may not have been done.
 */
export class UnreachableError extends Error {
  /** The code of the failure underneath, such as `ECONNREFUSED` or `ETIMEDOUT`. */
  readonly code?: string;

  constructor(message: string, options?: { code?: string; cause?: unknown }) {
    super(message, { cause: options?.cause });
    this.name = 'UnreachableError';
    this.code = options?.code;
  }
}

/** Whether no answer came at all. */
export const isUnreachable = (error: unknown): error is UnreachableError =>
  error instanceof UnreachableError;
