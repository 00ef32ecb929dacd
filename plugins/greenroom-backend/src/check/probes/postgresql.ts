import { Socket } from 'node:net';
import {
  CheckFinding,
  ConnectionSpec,
  ConnectionValues,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Client, DatabaseError } from 'pg';
import { Network } from '../ask';
import { Destination, named } from '../destination';
import { FindingError } from '../FindingError';
import { Admitted } from '../Guard';
import { networkFinding } from '../networkFinding';
import { Probe } from './Probe';

const DEFAULT_PORT = 5432;

/** What may come in at most; a greeting and one row are some hundred bytes. */
const BYTE_LIMIT = 64 * 1024;

/** Logs in and asks for a 1, with TLS wherever the server has it. */
export const postgresql: Probe = {
  destination: ({ host = '', port = DEFAULT_PORT }) => ({
    host,
    port,
    defaultPort: DEFAULT_PORT,
    // It is not declared: the server says whether it has TLS.
    plaintext: false,
  }),
  run: async (spec, values, network) => {
    const to = postgresql.destination(spec);
    const admitted = await network.guard.admit(to, network.signal);
    try {
      try {
        await selectOne(spec, values, { to: admitted, tls: true, network });
      } catch (error) {
        if (!hasNoTls(error) || !admitted.mayBePlaintext) throw error;
        await selectOne(spec, values, { to: admitted, tls: false, network });
      }
    } catch (error) {
      return failureFinding(error, to, spec);
    }
    return {
      outcome: 'reachable',
      reason: 'LoginTaken',
      message: `${named(to)} answers, and lets the user into the database ${
        spec.database
      }.`,
    };
  },
};

async function selectOne(
  { host, port, database }: ConnectionSpec,
  { PGUSER: user, PGPASSWORD: password }: ConnectionValues,
  { to, tls, network }: { to: Admitted; tls: boolean; network: Network },
): Promise<void> {
  const { ca, signal } = network;
  signal.throwIfAborted();
  const stream = pinnedStream(to);
  const client = new Client({
    host,
    port: port ?? DEFAULT_PORT,
    database,
    user,
    password,
    stream: () => stream,
    ssl: tls && { ca, host },
    application_name: 'greenroom-check',
  });
  const abort = () => stream.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const watch = setInterval(() => {
    if (stream.bytesRead > BYTE_LIMIT) stream.destroy(new Error('too much'));
  }, 20);
  // What comes after the promise has settled is nobody's concern.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearInterval(watch);
    signal.removeEventListener('abort', abort);
    stream.destroy();
  }
}

/** A socket that goes where the guard has looked, whatever it is told. */
function pinnedStream({ host, port, lookup }: Admitted): Socket {
  const socket = new Socket();
  const open = socket.connect.bind(socket);
  socket.connect = () => open({ host, port, lookup });
  return socket;
}

function hasNoTls(error: unknown): boolean {
  return /does not support SSL/.test((error as Error).message ?? '');
}

/** By PostgreSQL's SQLSTATE. */
const BY_CODE: Record<
  string,
  (host: string, database: string) => CheckFinding
> = {
  '28P01': host => ({
    outcome: 'refused',
    reason: 'LoginRefused',
    message: `${host} answers, and does not take user and password.`,
    fix: 'Supply both once more.',
  }),
  28000: host => ({
    outcome: 'refused',
    reason: 'LoginNotAllowed',
    message: `${host} lets this user not into this database from where the portal is (pg_hba.conf), or does not know the user.`,
    fix: 'Check the user, and ask whoever runs the database. It may still work from workbenches.',
  }),
  '3D000': (host, database) => ({
    outcome: 'refused',
    reason: 'DatabaseNotFound',
    message: `${host} takes the login, but has no database ${database}.`,
    fix: 'Correct the name of the database, or have it created.',
  }),
  42501: (host, database) => ({
    outcome: 'refused',
    reason: 'AccessDenied',
    message: `${host} takes the login, but the user may not connect to ${database}.`,
    fix: 'Ask its owner for the right to connect.',
  }),
  53300: host => ({
    outcome: 'unclear',
    reason: 'TooManyRequests',
    message: `${host} has as many connections as it takes.`,
    fix: 'Try again in a few minutes.',
  }),
  '57P03': host => ({
    outcome: 'unclear',
    reason: 'ServerFailing',
    message: `${host} is starting or stopping.`,
    fix: 'Try again in a few minutes.',
  }),
};

/** What it means that the login failed. The words of the server are left out. */
export function failureFinding(
  error: unknown,
  to: Destination,
  { database = '' }: Pick<ConnectionSpec, 'database'>,
): CheckFinding {
  if (error instanceof FindingError) return error.finding;
  if (hasNoTls(error)) {
    return {
      outcome: 'refused',
      reason: 'NoTls',
      message: `${named(
        to,
      )} has no TLS, and checks send passwords with TLS only.`,
      fix: 'Have TLS turned on there. Where that cannot be, the platform team may give the host plaintext: true.',
    };
  }
  // A class that may be there twice, so its name counts.
  const { code, severity } = error as Partial<DatabaseError>;
  if (severity === undefined) return networkFinding(error, to);
  const explain =
    code && Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  return explain
    ? explain(named(to), database)
    : {
        outcome: 'unclear',
        reason: 'ServerFailing',
        message: `${named(
          to,
        )} answers with an error that is not about the login.`,
        fix: 'Try again in a few minutes. If it stays so, ask whoever runs the database.',
      };
}
