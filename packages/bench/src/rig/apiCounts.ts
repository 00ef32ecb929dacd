import { KubeClient } from '@greenroom/controller-runtime';

/** Requests that the API server itself counted, by `VERB resource`. */
export type ApiCounts = Record<string, number>;

const LINE = /^apiserver_request_total\{([^}]*)\} ([0-9.e+]+)$/gm;

/** Reads the API server's own count of requests, of whatever client. */
export async function readApiCounts(admin: KubeClient): Promise<ApiCounts> {
  return parseApiCounts(
    await admin.request<string>({
      method: 'GET',
      path: '/metrics',
      accept: '*/*',
    }),
  );
}

/** Sums `apiserver_request_total` of a page of metrics over codes, scopes and versions. */
export function parseApiCounts(page: string): ApiCounts {
  const counts: ApiCounts = {};
  for (const [, labels, value] of page.matchAll(LINE)) {
    const label = (name: string) =>
      new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? '';
    const key = `${label('verb')} ${label('resource')}`;
    counts[key] = (counts[key] ?? 0) + Number(value);
  }
  return counts;
}

/** What was counted since, by those keys that the pattern fits. */
export function countSince(
  before: ApiCounts,
  after: ApiCounts,
  pattern: RegExp,
): number {
  return Object.entries(after)
    .filter(([key]) => pattern.test(key))
    .reduce((sum, [key, count]) => sum + count - (before[key] ?? 0), 0);
}
