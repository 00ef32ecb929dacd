import { Agent } from 'undici';
import { ClusterConnection } from './ClusterConnection';

/** Idle connections are kept this long; the API server itself closes them after 90 s. */
const KEEP_ALIVE_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** Connections to one API server, kept while they are of use. */
export function agent(
  connection: ClusterConnection,
  options: { connections?: number; onConnect?: () => void },
): Agent {
  const made = new Agent({
    connections: options.connections,
    // Over HTTP/1.1 an aborted request takes its socket along, so a half-open
    // connection is never used again; over HTTP/2 the session would stay.
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    // A Deadline bounds requests; a quiet watch may be silent for a minute.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      ca: connection.ca,
      cert: connection.cert,
      key: connection.key,
      servername: connection.serverName,
      rejectUnauthorized: !connection.skipTlsVerify,
    },
  });
  made.on('connect', () => options.onConnect?.());
  return made;
}
