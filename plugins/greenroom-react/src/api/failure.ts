/** How a call failed, as far as a page has a design for it. */
export type FailureKind = 'missing' | 'denied' | 'conflict' | 'error';

const KIND_BY_STATUS: Record<number, FailureKind> = {
  401: 'denied',
  403: 'denied',
  404: 'missing',
  412: 'conflict',
};
const KIND_BY_NAME: Record<string, FailureKind> = {
  AuthenticationError: 'denied',
  NotAllowedError: 'denied',
  NotFoundError: 'missing',
};

/** Tells a refusal and an absence from a failure; works on `ResponseError` and on Backstage's named errors. */
export function failureKind(error: unknown): FailureKind {
  const { statusCode, name } = error as { statusCode?: number; name?: string };
  return KIND_BY_STATUS[statusCode ?? 0] ?? KIND_BY_NAME[name ?? ''] ?? 'error';
}

/** What the server said, without the transport's words around it. */
export function failureText(error: unknown): string {
  const { body, message } = error as {
    body?: { error?: { message?: string } };
    message?: string;
  };
  return body?.error?.message || message || String(error);
}

export function isAbort(error: unknown): boolean {
  return (error as { name?: string })?.name === 'AbortError';
}
