/** Where a check would go, as the connection declares it. */
export interface Destination {
  /** In lower case; may be an address. */
  host: string;
  port: number;
  /** The port that the protocol has when none is declared. */
  defaultPort: number;
  /** Declared to go without TLS. */
  plaintext: boolean;
}

/** Where an `http:` or `https:` address leads. */
export function destinationOf({ hostname, port, protocol }: URL): Destination {
  const plaintext = protocol === 'http:';
  const defaultPort = plaintext ? 80 : 443;
  return {
    // Brackets are part of an IPv6 address in a URL only.
    host: hostname.toLowerCase().replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : defaultPort,
    defaultPort,
    plaintext,
  };
}

/** `s3.example.org`, or `s3.example.org:9000` where the port is not the usual one. */
export function named({ host, port, defaultPort }: Destination): string {
  return port === defaultPort ? host : `${host}:${port}`;
}
