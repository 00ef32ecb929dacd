import { once } from 'node:events';
import { AddressInfo, createServer, Socket } from 'node:net';
import { ConnectionSpec } from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { startPostgres, TestDatabase } from '../../__testUtils__/databases';
import { certificate } from '../__testUtils__/certificate';
import { allowed, onLoopback } from '../__testUtils__/loopback';
import { AllowedHost } from '../allowedHosts';
import { ConnectionChecker } from '../ConnectionChecker';
import { failureFinding } from './postgresql';

jest.setTimeout(120_000);

const HOST = 'db.example.org';
const good = { PGUSER: 'ada', PGPASSWORD: 'right-visible-nowhere' };

describe('the check of PostgreSQL', () => {
  let database: TestDatabase;
  let knex: Knex;
  let port: number;

  beforeAll(async () => {
    database = await startPostgres();
    knex = await database.create();
    port = knex.client.config.connection.port;
    await knex.raw(`CREATE ROLE ada LOGIN PASSWORD '${good.PGPASSWORD}'`);
    await knex.raw('CREATE DATABASE fraud');
    await knex.raw('CREATE DATABASE closed');
    await knex.raw('REVOKE CONNECT ON DATABASE closed FROM PUBLIC');
  }, 120_000);
  afterAll(() => database?.stop());

  const specOf = (change: Partial<ConnectionSpec> = {}): ConnectionSpec => ({
    type: 'postgresql',
    host: HOST,
    port,
    database: 'fraud',
    values: {},
    ...change,
  });
  const check = (
    change: Partial<ConnectionSpec> = {},
    values: object = {},
    host: AllowedHost = allowed(HOST, port, { plaintext: true }),
  ) =>
    new ConnectionChecker(onLoopback(host)).check(specOf(change), async () => ({
      ...good,
      ...values,
    }));

  const outcomes = () => {
    it('logs in, and asks for nothing of what is there', async () => {
      expect(await check()).toEqual({
        outcome: 'reachable',
        reason: 'LoginTaken',
        message: expect.stringContaining('fraud'),
      });
    });

    it.each<[string, Partial<ConnectionSpec>, object, string]>([
      [
        'a wrong password',
        {},
        { PGPASSWORD: 'hunter2-visible-nowhere' },
        'LoginRefused',
      ],
      ['an unknown user', {}, { PGUSER: 'nobody' }, 'LoginRefused'],
      ['no database', { database: 'frauds' }, {}, 'DatabaseNotFound'],
      ['no right', { database: 'closed' }, {}, 'AccessDenied'],
    ])('tells %s from the rest', async (_what, change, values, reason) => {
      const found = await check(change, values);
      expect(found).toMatchObject({
        outcome: 'refused',
        reason,
        fix: expect.any(String),
      });
      expect(JSON.stringify(found)).not.toMatch(/visible-nowhere|FATAL/);
    });
  };

  describe('without TLS, where the platform team lets it', () => {
    outcomes();
  });

  it('sends no password without TLS where it does not', async () => {
    expect(await check({}, {}, allowed(HOST, port))).toMatchObject({
      outcome: 'refused',
      reason: 'NoTls',
    });
  });

  it('goes to no other port, and to no address that the host has since', async () => {
    expect(await check({ port: 6443 })).toMatchObject({
      reason: 'HostNotAllowed',
    });
    const checker = new ConnectionChecker({
      allowed: [allowed(HOST, port)],
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    expect(await checker.check(specOf(), async () => good)).toMatchObject({
      reason: 'AddressNotAllowed',
    });
  });

  describe('with TLS', () => {
    beforeAll(async () => {
      // The server writes them itself: they must be its own.
      for (const [file, text] of [
        ['server.key', certificate.key],
        ['server.crt', certificate.cert],
      ]) {
        await knex.raw(
          `COPY (SELECT regexp_split_to_table('${text}', E'\\n')) TO PROGRAM 'umask 077; cat > ${file}'`,
        );
      }
      await knex.raw('ALTER SYSTEM SET ssl = on');
      await knex.raw('SELECT pg_reload_conf()');
      await untilTls(port);
    });

    outcomes();

    it('needs no leave to go without, and trusts no certificate that it does not know', async () => {
      const host = allowed(HOST, port);
      expect(await check({}, {}, host)).toMatchObject({ reason: 'LoginTaken' });
      const checker = new ConnectionChecker({
        ...onLoopback(host),
        ca: undefined,
      });
      expect(await checker.check(specOf(), async () => good)).toMatchObject({
        outcome: 'unreachable',
        reason: 'CertificateNotTrusted',
      });
    });

    it('trusts a certificate for the host that is declared only', async () => {
      const other = 'db.example.net';
      const found = await check({ host: other }, {}, allowed(other, port));
      expect(found).toMatchObject({ reason: 'CertificateForAnother' });
    });
  });

  it.each<[string, (socket: Socket, said: Buffer) => void, string]>([
    ['says nothing', () => {}, 'NoAnswer'],
    [
      'is none',
      socket => socket.write('HTTP/1.1 400 secret-banner\r\n\r\n'),
      'ConnectionLost',
    ],
    ['has no end', flood, 'ConnectionLost'],
  ])('bears with a server that %s', async (_what, answer, reason) => {
    const server = createServer(socket => {
      socket.on('error', () => {});
      socket.on('data', said => answer(socket, said));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const strange = (server.address() as AddressInfo).port;
    const host = allowed(HOST, strange, { plaintext: true });
    const found = await new ConnectionChecker({
      ...onLoopback(host),
      patienceMs: 1_000,
    }).check(specOf({ port: strange }), async () => good);
    server.close();
    expect(found).toMatchObject({ outcome: 'unreachable', reason });
    expect(JSON.stringify(found)).not.toContain('banner');
  });

  // SQLSTATEs of PostgreSQL 18.
  it.each([
    ['28000', 'LoginNotAllowed'],
    ['53300', 'TooManyRequests'],
    ['57P03', 'ServerFailing'],
    ['XX000', 'ServerFailing'],
    ['constructor', 'ServerFailing'],
  ])('knows what %s means', (code, reason) => {
    const error = Object.assign(new Error('words of the server'), {
      code,
      severity: 'FATAL',
    });
    const to = { host: HOST, port: 5432, defaultPort: 5432, plaintext: false };
    const found = failureFinding(error, to, { database: 'fraud' });
    expect(found.reason).toBe(reason);
    expect(JSON.stringify(found)).not.toContain('words of the server');
  });
});

/** Begins a message that would fill the memory of whoever waits for its end. */
function flood(socket: Socket, said: Buffer): void {
  const REQUEST_OF_TLS = 8;
  if (said.length === REQUEST_OF_TLS) {
    socket.write('N');
    return;
  }
  const chunk = `R${'\x7f'.repeat(64 * 1024)}`;
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
}

/** A reload takes a moment. */
async function untilTls(port: number): Promise<void> {
  const { Client } = await import('pg');
  for (;;) {
    const client = new Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password: 'postgres',
      database: 'postgres',
      ssl: { rejectUnauthorized: false },
    });
    const ready = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (ready) return;
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
}
