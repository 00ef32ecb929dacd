import type { RecordedRequest, Verb } from '../RecordedApi';

/** Which requests; what is left out is not looked at. */
export interface Matcher {
  verb?: Verb | readonly Verb[];
  /** The whole path, or a pattern somewhere in it. */
  path?: string | RegExp;
  /** Parameters of the query, each whole or a pattern; null: it is not there. */
  query?: Record<string, string | RegExp | null>;
  userAgent?: string | RegExp;
  when?(request: RecordedRequest): boolean;
}

/** Every request that is not a GET, dry runs included. */
export const WRITES: readonly Verb[] = [
  'create',
  'apply',
  'patch',
  'update',
  'delete',
];

/** Whether a matcher holds for a request. */
export function matches(matcher: Matcher, request: RecordedRequest): boolean {
  const { verb, path, query = {}, userAgent, when } = matcher;
  return (
    (verb === undefined || [verb].flat().includes(request.verb)) &&
    isLike(path, request.path) &&
    isLike(userAgent, request.userAgent) &&
    Object.entries(query).every(([name, value]) =>
      value === null
        ? !request.query.has(name)
        : request.query.has(name) && isLike(value, request.query.get(name)!),
    ) &&
    (when?.(request) ?? true)
  );
}

function isLike(
  wanted: string | RegExp | undefined,
  value: string | undefined,
): boolean {
  if (wanted === undefined) return true;
  if (value === undefined) return false;
  return typeof wanted === 'string' ? wanted === value : wanted.test(value);
}
