import { Destination } from './destination';

/** A host, or those below a domain, that checks may talk to. */
export interface AllowedHost {
  /** `s3.example.org`, or `.example.org` for everything below it. */
  name: string;
  /** The protocol's own port when absent. */
  port?: number;
  /** Also without TLS. */
  plaintext: boolean;
  /** Also where the name leads to an address that is private. */
  privateAddresses: boolean;
}

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const PATTERN = new RegExp(
  `^(?<below>\\*\\.)?(?<name>${LABEL}(\\.${LABEL})*)(:(?<port>[0-9]{1,5}))?$`,
);

/**
 * What a pattern stands for: `s3.example.org`, `*.example.org`, either with a
 * port. Undefined when it is none.
 */
export function parsePattern(
  pattern: string,
): Pick<AllowedHost, 'name' | 'port'> | undefined {
  const found = PATTERN.exec(pattern)?.groups;
  const port = found?.port === undefined ? undefined : Number(found.port);
  if (!found || port === 0 || (port ?? 0) > 65_535) return undefined;
  return { name: found.below ? `.${found.name}` : found.name, port };
}

/** The entries that stand for where a check would go. */
export function allowing(
  allowed: readonly AllowedHost[],
  { host, port, defaultPort }: Destination,
): AllowedHost[] {
  return allowed.filter(
    each =>
      (each.name.startsWith('.')
        ? host.endsWith(each.name) && host.length > each.name.length
        : host === each.name) && port === (each.port ?? defaultPort),
  );
}
