import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { PrometheusClient } from './PrometheusClient';

const EMPTY = JSON.stringify({
  status: 'success',
  data: { resultType: 'vector', result: [] },
});

/** How it treats what a real Prometheus would not do, or only behind a proxy; metrics.test.ts asks a real one. */
describe('PrometheusClient', () => {
  let server: Server | undefined;
  let client: PrometheusClient | undefined;

  afterEach(async () => {
    client?.close();
    server?.closeAllConnections();
    await new Promise(done => (server ? server.close(done) : done(undefined)));
    server = undefined;
  });

  async function asking(
    listener: RequestListener,
    options: { token?: string; path?: string } = {},
  ): Promise<PrometheusClient> {
    server = createServer(listener);
    await new Promise<void>(done => server!.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    client = new PrometheusClient(
      {
        url: `http://127.0.0.1:${port}${options.path ?? ''}`,
        token: options.token,
      },
      { timeoutMs: 300, mostBytes: 1_000 },
    );
    return client;
  }

  /** Demands a token, as an authenticating proxy does. */
  const guarded: RequestListener = (request, response) =>
    request.headers.authorization === 'Bearer right'
      ? response.end(EMPTY)
      : response.writeHead(401).end('who are you?');

  it('posts its query as a form, below the prefix, with its token', async () => {
    const seen: string[] = [];
    const prometheus = await asking(
      (request, response) => {
        request.setEncoding('utf8');
        let body = '';
        request.on('data', chunk => (body += chunk));
        request.on('end', () => {
          seen.push(`${request.method} ${request.url}`, body);
          response.end(EMPTY);
        });
      },
      { path: '/thanos/' },
    );
    expect(await prometheus.query('up{a="b&c"}')).toEqual([]);
    expect(seen).toEqual([
      'POST /thanos/api/v1/query',
      'query=up%7Ba%3D%22b%26c%22%7D&timeout=300ms',
    ]);
  });

  it('sends its token, and says when that is refused', async () => {
    expect(
      await (await asking(guarded, { token: 'right' })).query('up'),
    ).toEqual([]);
    client?.close();
    server?.close();
    const wrong = await asking(guarded, { token: 'wrong' });
    const failure = wrong.query('up');
    await expect(failure).rejects.toMatchObject({ problem: 'denied' });
    await expect(failure).rejects.not.toThrow(/wrong/);
  });

  it('gives up on one that does not answer', async () => {
    const prometheus = await asking(() => {});
    await expect(prometheus.query('up')).rejects.toMatchObject({
      problem: 'unreachable',
      message: expect.stringContaining('no answer within 300 ms'),
    });
  });

  it('gives up on one that begins to answer and does not end', async () => {
    const prometheus = await asking((_, response) => {
      response.write('{');
    });
    await expect(prometheus.query('up')).rejects.toMatchObject({
      problem: 'unreachable',
    });
  });

  it('reads no more than it can take', async () => {
    const prometheus = await asking((_, response) =>
      response.end(' '.repeat(10_000)),
    );
    await expect(prometheus.query('up')).rejects.toMatchObject({
      problem: 'badAnswer',
      message: expect.stringContaining('more than 1000 bytes'),
    });
  });

  it('takes its token nowhere else', async () => {
    const paths: string[] = [];
    const prometheus = await asking(
      (request, response) => {
        paths.push(request.url ?? '');
        response.writeHead(302, { location: '/elsewhere' }).end();
      },
      { token: 'right' },
    );
    await expect(prometheus.query('up')).rejects.toMatchObject({
      problem: 'badAnswer',
    });
    expect(paths).toEqual(['/api/v1/query']);
  });

  it('says that nothing listens', async () => {
    const prometheus = await asking(() => {});
    await new Promise(done => server!.close(done));
    await expect(prometheus.query('up')).rejects.toMatchObject({
      problem: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
