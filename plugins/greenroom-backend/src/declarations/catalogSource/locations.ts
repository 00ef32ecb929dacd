import { resolve, sep } from 'node:path';
import { Config } from '@backstage/config';

/**
 * What leads out of a prefix once a URL is resolved: dot segments and
 * backslashes, plain or escaped, and escaped slashes.
 */
const LEADS_ELSEWHERE = /(^|[/\\])\.{1,2}([/\\?#]|$)|\\|%(2e|2f|5c)/i;

/** Whether an origin location is the listed one, or lies below a listed prefix that ends with `/`. */
export function isListed(location: string, listed: readonly string[]): boolean {
  return listed.some(entry =>
    entry.endsWith('/')
      ? location.startsWith(entry) && !LEADS_ELSEWHERE.test(location)
      : location === entry,
  );
}

/**
 * Locations from which Projects may come. Relative `file:` entries are
 * resolved as the catalog resolves targets of `type: file` locations: against
 * the working directory of the backend.
 */
export function readProjectLocations(config: Config): string[] {
  return (
    config.getOptionalStringArray('greenroom.catalog.projectLocations') ?? []
  ).map(resolveFile);
}

function resolveFile(location: string): string {
  const [, target] = /^file:(.*)$/.exec(location) ?? [];
  if (target === undefined) return location;
  const path = resolve(target);
  return `file:${path}${target.endsWith('/') ? sep : ''}`;
}
