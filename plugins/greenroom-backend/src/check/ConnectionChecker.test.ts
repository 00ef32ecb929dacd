import { once } from 'node:events';
import { AddressInfo, createServer as createTcpServer } from 'node:net';
import { ConnectionSpec } from '@greenroom/backstage-plugin-greenroom-common';
import { allowed, LoopbackServer, onLoopback } from './__testUtils__/loopback';
import { CheckerOptions, ConnectionChecker } from './ConnectionChecker';

const HOST = 'data.example.org';
const values = async () => ({});
const at = (port: number, host = HOST): ConnectionSpec => ({
  type: 'uri',
  uri: `https://${host}:${port}/set.parquet`,
  values: {},
});
const checkerFor = (port: number, more: Partial<CheckerOptions> = {}) =>
  new ConnectionChecker({ ...onLoopback(allowed(HOST, port)), ...more });

describe('a check on the network', () => {
  const servers: { stop(): Promise<void> }[] = [];
  const start = async (...args: Parameters<typeof LoopbackServer.start>) => {
    const server = await LoopbackServer.start(...args);
    servers.push(server);
    return server;
  };
  const startTcp = async (onData: (text: string) => string | undefined) => {
    const server = createTcpServer(socket => {
      socket.on('error', () => {});
      socket.on('data', data => {
        const answer = onData(String(data));
        if (answer !== undefined) socket.end(answer);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push({ stop: async () => void server.close() });
    return (server.address() as AddressInfo).port;
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(server => server.stop()));
  });

  it('follows no redirect: not to metadata, not to itself', async () => {
    const inside = await start((_request, response) => response.end(), {
      tls: false,
    });
    for (const location of [
      'http://169.254.169.254/latest/meta-data/',
      `http://127.0.0.1:${inside.port}/`,
      '/elsewhere',
    ]) {
      const server = await start((_request, response) => {
        response.writeHead(302, { location }).end();
      });
      const found = await checkerFor(server.port).check(
        at(server.port),
        values,
      );
      expect(found).toMatchObject({ outcome: 'unclear', reason: 'Redirected' });
      expect(JSON.stringify(found)).not.toContain(location);
      expect(server.asked).toHaveLength(1);
    }
    expect(inside.asked).toEqual([]);
  });

  it('fetches no values where it may not go, and none twice', async () => {
    const fetched = jest.fn(values);
    const closed = new ConnectionChecker({ allowed: [] });
    expect(await closed.check(at(443), fetched)).toMatchObject({
      outcome: 'off',
    });
    expect(await checkerFor(1).check(at(443), fetched)).toMatchObject({
      reason: 'HostNotAllowed',
    });
    expect(fetched).not.toHaveBeenCalled();
  });

  it('trusts certificates as Node.js does, and names as they are', async () => {
    const server = await start((_request, response) => response.end());
    expect(
      await checkerFor(server.port, { ca: undefined }).check(
        at(server.port),
        values,
      ),
    ).toMatchObject({
      outcome: 'unreachable',
      reason: 'CertificateNotTrusted',
      fix: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    const other = 'data.example.net';
    expect(
      await new ConnectionChecker(
        onLoopback(allowed(other, server.port)),
      ).check(at(server.port, other), values),
    ).toMatchObject({ reason: 'CertificateForAnother' });
    expect(server.asked).toEqual([]);
  });

  it('tells who does not listen from who does not answer', async () => {
    const port = await startTcp(() => undefined);
    const began = performance.now();
    expect(
      await checkerFor(port, { patienceMs: 200 }).check(at(port), values),
    ).toMatchObject({ outcome: 'unreachable', reason: 'NoAnswer' });
    expect(performance.now() - began).toBeLessThan(2_000);

    await servers.pop()?.stop();
    expect(await checkerFor(port).check(at(port), values)).toMatchObject({
      outcome: 'unreachable',
      reason: 'NothingListens',
    });
  });

  it('says nothing of what it does not understand', async () => {
    const port = await startTcp(() => 'SSH-2.0-OpenSSH_9.9 secret-banner\r\n');
    const found = await checkerFor(port).check(at(port), values);
    expect(found).toMatchObject({
      outcome: 'unreachable',
      reason: 'TlsFailed',
    });
    expect(JSON.stringify(found)).not.toMatch(/SSH|banner/);
  });

  it('reads no more of an answer than tells', async () => {
    let sent = 0;
    const server = await start((_request, response) => {
      const chunk = Buffer.alloc(16 * 1024, 'x');
      const more = () => {
        while (!response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) break;
        }
      };
      response.on('drain', more);
      more();
    });
    const spec: ConnectionSpec = {
      type: 's3',
      endpoint: `https://${HOST}:${server.port}`,
      bucket: 'models',
      values: {},
    };
    const found = await checkerFor(server.port).check(spec, async () => ({
      AWS_ACCESS_KEY_ID: 'AK',
      AWS_SECRET_ACCESS_KEY: 'SK',
    }));
    expect(found.reason).toBe('AnswerNotUnderstood');
    // What is under way in buffers of both sides comes on top.
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  it('goes without TLS only where both the address and the platform team say so', async () => {
    const server = await start((_request, response) => response.end(), {
      tls: false,
    });
    const spec: ConnectionSpec = {
      ...at(server.port),
      uri: `http://${HOST}:${server.port}/set.parquet`,
    };
    expect(await checkerFor(server.port).check(spec, values)).toMatchObject({
      reason: 'PlaintextNotAllowed',
    });
    const open = onLoopback(allowed(HOST, server.port, { plaintext: true }));
    expect(await new ConnectionChecker(open).check(spec, values)).toMatchObject(
      { outcome: 'reachable' },
    );
  });

  it('sends no values that would break out of a header', async () => {
    const server = await start((_request, response) => response.end());
    const found = await checkerFor(server.port).check(
      {
        type: 's3',
        endpoint: `https://${HOST}:${server.port}`,
        bucket: 'models',
        values: {},
      },
      async () => ({
        AWS_ACCESS_KEY_ID: 'AK\r\nX-Evil: hunter2',
        AWS_SECRET_ACCESS_KEY: 'SK',
      }),
    );
    expect(found).toMatchObject({
      outcome: 'incomplete',
      reason: 'ValuesUnfit',
    });
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(server.asked).toEqual([]);
  });

  it.each(['https://1.2.3.999', 'https://data.example.org:99999'])(
    'says that %s is no address',
    async uri => {
      const found = await checkerFor(443).check({ ...at(443), uri }, values);
      expect(found).toMatchObject({ reason: 'AddressInvalid' });
    },
  );
});
