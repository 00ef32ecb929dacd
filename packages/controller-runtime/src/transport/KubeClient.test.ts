import { createServer, Socket } from 'node:net';
import { FakeClock } from '../testing';
import { aConfigMap, configMapPath, configMaps } from '../testing/configMaps';
import { FakeApiServer, statusBody } from '../testing/FakeApiServer';
import { until } from '../testing/until';
import {
  ApiError,
  isAlreadyExists,
  isConflict,
  isNotFound,
  KubeClient,
  KubeClientOptions,
  RequestReport,
  UnreachableError,
} from './index';

describe('KubeClient', () => {
  let server: FakeApiServer;
  const clients: KubeClient[] = [];

  const client = (
    options: KubeClientOptions = {},
    token?: string | (() => Promise<string>),
  ) => {
    const made = new KubeClient(
      { name: 'test', server: server.url, token },
      options,
    );
    clients.push(made);
    return made;
  };

  beforeEach(async () => {
    server = await new FakeApiServer().start();
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map(each => each.close()));
    await server.stop();
  });

  it('reads, creates, applies, patches and deletes', async () => {
    const kube = client();
    await kube.create(configMaps, aConfigMap('one', { a: '1' }));
    await kube.apply(configMaps, aConfigMap('two'), { fieldManager: 'me' });
    await kube.mergePatch(
      configMaps,
      { namespace: 'a', name: 'one' },
      { data: { a: '2' } },
    );
    expect(
      await kube.get(configMaps, { namespace: 'a', name: 'one' }),
    ).toMatchObject({ data: { a: '2' } });
    await kube.delete(
      configMaps,
      { namespace: 'a', name: 'two' },
      { uid: 'u', propagationPolicy: 'Background' },
    );

    const [, apply, patch, , remove] = server.requests;
    expect(apply.headers['content-type']).toBe('application/apply-patch+yaml');
    expect(Object.fromEntries(apply.query)).toEqual({
      fieldManager: 'me',
      force: 'false',
    });
    expect(patch.headers['content-type']).toBe('application/merge-patch+json');
    expect(JSON.parse(remove.body)).toMatchObject({
      preconditions: { uid: 'u' },
      propagationPolicy: 'Background',
    });
  });

  it('lists over pages and puts back the kind of each item', async () => {
    for (const name of ['one', 'two', 'three']) {
      server.put(configMapPath(name), { ...aConfigMap(name) });
    }
    const found: string[] = [];
    for await (const { kind, metadata } of client().list(configMaps, {
      limit: 2,
    })) {
      found.push(`${kind} ${metadata.name}`);
    }
    expect(found).toEqual([
      'ConfigMap one',
      'ConfigMap two',
      'ConfigMap three',
    ]);
    expect(server.count('list')).toBe(2);
  });

  it('sends the identity, the user agent and the wish for metadata only', async () => {
    server.put(configMapPath('one'), aConfigMap('one'));
    await client({ userAgent: 'me/1', impersonate: 'jane' }, 'secret').get(
      configMaps,
      { namespace: 'a', name: 'one' },
      { metadataOnly: true },
    );
    expect(server.requests[0].headers).toMatchObject({
      authorization: 'Bearer secret',
      'impersonate-user': 'jane',
      'user-agent': 'me/1',
      accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
    });
  });

  it('acts as others over the connections that it has, and stays who it is', async () => {
    server.put(configMapPath('one'), aConfigMap('one'));
    const connected = jest.fn();
    const kube = client({
      maxInFlight: 1,
      onConnect: connected,
      userAgent: 'me/1',
    });
    const get = (as: KubeClient) =>
      as.get(configMaps, { namespace: 'a', name: 'one' });
    await get(kube.as('jane'));
    await get(kube);
    await get(kube.as('jane').as('joe'));
    expect(
      server.requests.map(({ headers }) => headers['impersonate-user']),
    ).toEqual(['jane', undefined, 'joe']);
    expect(server.requests[2].headers['user-agent']).toBe('me/1');
    expect(connected).toHaveBeenCalledTimes(1);
  });

  it('keeps names inside their path segment', async () => {
    const kube = client();
    await expect(
      kube.get(configMaps, { namespace: 'a', name: '../secrets/x?y' }),
    ).rejects.toMatchObject({ status: 404 });
    expect(server.requests[0].path).toBe(
      '/api/v1/namespaces/a/configmaps/..%2Fsecrets%2Fx%3Fy',
    );
    expect(() => kube.get(configMaps, { namespace: '..', name: 'x' })).toThrow(
      "namespace must not be '..'",
    );
    expect(() => kube.get(configMaps, { name: 'x' })).toThrow(
      "ConfigMap 'x' needs a namespace",
    );
    expect(server.requests).toHaveLength(1);
  });

  it('tells failures apart', async () => {
    const kube = client();
    const missing = await kube
      .get(configMaps, { namespace: 'a', name: 'x' })
      .catch(e => e);
    expect(missing).toBeInstanceOf(ApiError);
    expect(isNotFound(missing)).toBe(true);
    expect(missing.message).toBe(
      "cluster 'test': GET /api/v1/namespaces/a/configmaps/x answered 404: fake 404",
    );

    server.failNext(() => true, 409, {
      body: statusBody(409, {
        reason: 'Conflict',
        details: {
          causes: [{ message: 'conflict with "kubectl"', field: '.x' }],
        },
      }),
    });
    const conflict = await kube
      .apply(configMaps, aConfigMap('x'), { fieldManager: 'me' })
      .catch(e => e);
    expect(isConflict(conflict)).toBe(true);
    expect(isAlreadyExists(conflict)).toBe(false);
    expect(conflict.details.causes).toHaveLength(1);

    server.failNext(() => true, 502, { body: '<html>bad gateway</html>' });
    await expect(
      kube.get(configMaps, { namespace: 'a', name: 'x' }),
    ).rejects.toThrow('answered 502: <html>bad gateway</html>');
  });

  it('waits as long as a 429 asks, also before writing again', async () => {
    const clock = new FakeClock();
    server.failNext(() => true, 429, { headers: { 'retry-after': '7' } });
    const reports: RequestReport[] = [];
    const applied = client({ clock, onRequest: r => reports.push(r) }).apply(
      configMaps,
      aConfigMap('x'),
      { fieldManager: 'me' },
    );
    await until(() => reports.length === 1);
    await clock.advance(6_900);
    expect(server.requests).toHaveLength(1);
    await clock.advance(3_000);
    await expect(applied).resolves.toMatchObject({ kind: 'ConfigMap' });
    expect(reports.map(({ status }) => status)).toEqual([429, 201]);
  });

  it('gives up on 429 after a few tries, or when asked to stay away long', async () => {
    const clock = new FakeClock();
    server.intercept((_, response) => {
      response.writeHead(429, { 'retry-after': '1' });
      response.end(statusBody(429));
      return true;
    });
    const reports: RequestReport[] = [];
    const kube = client({ clock, onRequest: r => reports.push(r) });
    const failed = kube
      .get(configMaps, { namespace: 'a', name: 'x' })
      .catch(e => e);
    const retryAfter = async (tries: number) => {
      await until(() => reports.length === tries);
      await clock.advance(2_000);
    };
    await retryAfter(1);
    await retryAfter(2);
    await retryAfter(3);
    await expect(failed).resolves.toMatchObject({
      status: 429,
      retryAfterMs: 1_000,
    });
    expect(server.requests).toHaveLength(4);

    server.failNext(() => true, 429, { headers: { 'retry-after': '60' } });
    await expect(
      kube.get(configMaps, { namespace: 'a', name: 'x' }),
    ).rejects.toMatchObject({ retryAfterMs: 60_000 });
  });

  it('scenario 33: reads the token again once when it is refused', async () => {
    const tokens = ['old', 'new'];
    const read = jest.fn(async () => tokens.shift() ?? 'newer');
    server.put(configMapPath('one'), aConfigMap('one'));
    server.intercept((request, response) => {
      if (request.headers.authorization !== 'Bearer old') {
        return false;
      }
      response.writeHead(401);
      response.end(statusBody(401));
      return true;
    });
    const kube = client({}, read);
    const ref = { namespace: 'a', name: 'one' };
    await Promise.all([kube.get(configMaps, ref), kube.get(configMaps, ref)]);
    expect(read).toHaveBeenCalledTimes(2);

    server.intercept((_, response) => {
      response.writeHead(401);
      response.end(statusBody(401));
      return true;
    });
    await expect(kube.get(configMaps, ref)).rejects.toMatchObject({
      status: 401,
    });
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('repeats reads on a broken connection, and never writes', async () => {
    server.put(configMapPath('one'), aConfigMap('one'));
    let breaks = 1;
    server.intercept((_, response) => {
      breaks -= 1;
      if (breaks >= 0) {
        response.socket?.resetAndDestroy();
      }
      return breaks >= 0;
    });
    const kube = client();
    await expect(
      kube.get(configMaps, { namespace: 'a', name: 'one' }),
    ).resolves.toBeDefined();

    breaks = 1;
    server.requests.length = 0;
    await expect(
      kube.create(configMaps, aConfigMap('two')),
    ).rejects.toBeInstanceOf(UnreachableError);
    expect(server.requests).toHaveLength(1);
  });

  it('gives up on a server that does not answer, and says which', async () => {
    const clock = new FakeClock();
    server.intercept(() => true);
    const kube = client({ clock, requestTimeoutMs: 5_000 });
    const hanging = kube
      .get(configMaps, { namespace: 'a', name: 'x' })
      .catch(e => e);
    await until(() => server.requests.length === 1);
    await clock.advance(5_000);
    await expect(hanging).resolves.toMatchObject({
      name: 'UnreachableError',
      code: 'ETIMEDOUT',
      message: expect.stringContaining("cluster 'test'"),
    });

    const closed = new KubeClient({ name: 'gone', server: await freeUrl() });
    clients.push(closed);
    await expect(
      closed.create(configMaps, aConfigMap('x')),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('rejects with the reason of the caller who aborts, and sends no more than is allowed at once', async () => {
    server.intercept(() => true);
    const kube = client({ maxInFlight: 1 });
    const abort = new AbortController();
    const outcome = ['x', 'y'].map(name =>
      kube
        .get(configMaps, { namespace: 'a', name }, { signal: abort.signal })
        .catch(e => e),
    );
    await until(() => server.requests.length === 1);
    abort.abort(new Error('enough'));
    await expect(Promise.all(outcome)).resolves.toEqual([
      new Error('enough'),
      new Error('enough'),
    ]);
    expect(server.requests).toHaveLength(1);
  });

  it('reaches a server below a path', async () => {
    const kube = new KubeClient({
      name: 'gateway',
      server: `${server.url}/k8s/clusters/c-1/`,
    });
    clients.push(kube);
    await kube.get(configMaps, { namespace: 'a', name: 'x' }).catch(() => {});
    expect(server.requests[0].path).toBe(
      '/k8s/clusters/c-1/api/v1/namespaces/a/configmaps/x',
    );
  });

  it('watches on connections of its own, so that requests are never without one', async () => {
    const kube = client({ maxInFlight: 1 });
    const abort = new AbortController();
    const watch = kube
      .watch(configMaps, {
        resourceVersion: '0',
        timeoutSeconds: 290,
        signal: abort.signal,
      })
      [Symbol.asyncIterator]();
    const first = watch.next();
    await until(() => server.watches === 1);
    await kube.create(configMaps, aConfigMap('ünïcode', { emoji: '🌱' }));
    const { value } = await first;
    expect(JSON.parse(value)).toMatchObject({
      type: 'ADDED',
      object: { data: { emoji: '🌱' } },
    });
    expect(server.requests[0].query.get('allowWatchBookmarks')).toBe('true');

    const next = watch.next();
    abort.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    await until(() => server.watches === 0);

    server.failNext(() => true, 403);
    const refused = kube.watch(configMaps, {
      resourceVersion: '0',
      timeoutSeconds: 290,
    });
    await expect(refused[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      status: 403,
      message: "cluster 'test': GET /api/v1/configmaps answered 403: fake 403",
    });
  });
});

/** The URL of a port on which nothing listens. */
async function freeUrl(): Promise<string> {
  const probe = createServer((socket: Socket) => socket.end());
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await new Promise(resolve => probe.close(resolve));
  return `http://127.0.0.1:${port}`;
}
