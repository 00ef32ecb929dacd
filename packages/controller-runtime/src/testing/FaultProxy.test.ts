import { KubeClient, UnreachableError } from '../transport';
import { aConfigMap, configMapPath, configMaps } from './configMaps';
import { FakeApiServer } from './FakeApiServer';
import {
  answers,
  delays,
  endsAfter,
  holds,
  holdsAnswer,
  losesAnswer,
  resets,
} from './faults';
import { FaultProxy } from './FaultProxy';
import { testCertificate } from './certificate';
import { until } from './until';

const ONE = { namespace: 'a', name: 'one' };
const OPTIONS = { fieldManager: 'test' };

describe('FaultProxy', () => {
  let server: FakeApiServer;
  let proxy: FaultProxy;
  let client: KubeClient;

  beforeEach(async () => {
    server = await new FakeApiServer(testCertificate).start();
    server.put(configMapPath('one'), aConfigMap('one'));
    proxy = await FaultProxy.to({
      server: server.url,
      ca: testCertificate.cert,
    });
    client = clientTo(proxy);
  });

  afterEach(async () => {
    await client.close();
    await proxy.stop();
    await server.stop();
  });

  it('passes on requests, headers and answers, over few connections', async () => {
    await client.apply(configMaps, aConfigMap('two', { a: 'b' }), OPTIONS);
    const { data } = await client.get<{ data: object }>(configMaps, {
      namespace: 'a',
      name: 'two',
    });
    await expect(
      client.get(configMaps, { namespace: 'a', name: 'none' }),
    ).rejects.toMatchObject({ status: 404 });

    expect(data).toEqual({ a: 'b' });
    expect(server.requests[0].headers).toMatchObject({
      authorization: 'Bearer secret',
      'impersonate-user': 'someone',
      'user-agent': 'tester/1',
    });
    expect(server.connections).toBe(1);
  });

  it('records what was asked, by whom, and what became of it', async () => {
    await client.apply(configMaps, aConfigMap('two'), OPTIONS);
    await client.listPage(configMaps, { namespace: 'a' });
    await client.delete(configMaps, { namespace: 'a', name: 'two' });
    await proxy.api.ended({}, 3);

    expect(
      proxy.requests.map(({ method, verb, path, status }) => [
        method,
        verb,
        path,
        status,
      ]),
    ).toEqual([
      ['PATCH', 'apply', configMapPath('two'), 201],
      ['GET', 'list', '/api/v1/namespaces/a/configmaps', 200],
      ['DELETE', 'delete', configMapPath('two'), 200],
    ]);
    const [apply] = proxy.api.of({ query: { fieldManager: 'test' } });
    expect(apply).toMatchObject({
      userAgent: 'tester/1',
      impersonateUser: 'someone',
      forwarded: true,
    });
    expect(apply.ended).toBeGreaterThanOrEqual(apply.started);
    expect(proxy.api.writes).toHaveLength(2);
  });

  it('answers in place of the server, so often and from then on as the rule says', async () => {
    const rule = proxy.fault(
      { verb: 'get', path: /configmaps\/one$/ },
      answers(410),
      { after: 1, times: 2 },
    );
    const outcomes = [];
    for (let i = 0; i < 4; i++) {
      outcomes.push(
        await client.get(configMaps, ONE).then(
          () => 200,
          ({ status }) => status,
        ),
      );
    }
    expect(outcomes).toEqual([200, 410, 410, 200]);
    expect(rule.happened).toBe(2);
    expect(server.requests).toHaveLength(2);
    expect(proxy.api.of({ when: ({ fault }) => !!fault })).toMatchObject([
      { fault: 'answers 410', status: 410, forwarded: false },
      { fault: 'answers 410', status: 410, forwarded: false },
    ]);
  });

  it('says when to come back', async () => {
    proxy.fault({ verb: 'delete' }, answers(503, { retryAfter: 7 }));
    await expect(client.delete(configMaps, ONE)).rejects.toMatchObject({
      status: 503,
      retryAfterMs: 7_000,
      body: { kind: 'Status', code: 503 },
    });
  });

  it('resets before the server hears of it, or after it has done it', async () => {
    const write = () => client.apply(configMaps, aConfigMap('two'), OPTIONS);

    const rule = proxy.fault({ verb: 'apply' }, resets);
    await expect(write()).rejects.toBeInstanceOf(UnreachableError);
    expect(server.get(configMapPath('two'))).toBeUndefined();
    rule.remove();

    proxy.fault({ verb: 'apply' }, losesAnswer);
    await expect(write()).rejects.toBeInstanceOf(UnreachableError);
    expect(server.get(configMapPath('two'))).toBeDefined();
  });

  it('holds, before the server hears of it or after it has done it', async () => {
    const write = () => client.apply(configMaps, aConfigMap('two'), OPTIONS);

    const rule = proxy.fault({ verb: 'apply' }, holds);
    await expect(write()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(server.get(configMapPath('two'))).toBeUndefined();
    rule.remove();

    proxy.fault({ verb: 'apply' }, holdsAnswer);
    await expect(write()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(server.get(configMapPath('two'))).toBeDefined();
  });

  it('delays, before and after', async () => {
    proxy.fault({}, delays({ before: 30, after: 30 }));
    const started = performance.now();
    await client.get(configMaps, ONE);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  it('lets the newest rule decide, and heals', async () => {
    proxy.fault({}, answers(500));
    proxy.fault({}, answers(418));
    await expect(client.get(configMaps, ONE)).rejects.toMatchObject({
      status: 418,
    });
    proxy.heal();
    await client.get(configMaps, ONE);
  });

  it('is cut and mended at the same address', async () => {
    const { url } = proxy;
    await client.get(configMaps, ONE);
    await proxy.cut();
    await expect(client.delete(configMaps, ONE)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await proxy.mend();
    expect(proxy.url).toBe(url);
    await client.get(configMaps, ONE);
  });

  it('swallows everything, and gives it back', async () => {
    const hole = proxy.blackhole();
    await expect(client.delete(configMaps, ONE)).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
    expect(server.requests).toEqual([]);
    hole.remove();
    await client.get(configMaps, ONE);
  });

  it('breaks connections when the server is not there', async () => {
    await server.stop();
    await expect(client.delete(configMaps, ONE)).rejects.toBeInstanceOf(
      UnreachableError,
    );
    server = await new FakeApiServer().start();
  });

  it('serves TLS', async () => {
    const secure = await FaultProxy.to({
      server: server.url,
      ca: testCertificate.cert,
      tls: testCertificate,
    });
    const trusting = clientTo(secure, testCertificate.cert);
    expect(secure.url).toMatch(/^https:/);
    await trusting.get(configMaps, ONE);
    await trusting.close();
    await secure.stop();
  });

  describe('before a watch', () => {
    let names: string[];
    let ended: string | undefined;

    const follow = async () => {
      names = [];
      ended = undefined;
      const lines = client.watch(configMaps, {
        resourceVersion: '101',
        timeoutSeconds: 60,
      });
      void (async () => {
        try {
          for await (const line of lines) names.push(nameIn(line));
          ended = 'by the server';
        } catch (error) {
          ended = `${error}`;
        }
      })();
      await until(() => server.watches === 1);
      await until(() => proxy.watches({ path: /configmaps/ }).length === 1);
    };

    const put = (name: string) =>
      server.put(configMapPath(name), aConfigMap(name));

    beforeEach(follow);

    it('passes on its events', async () => {
      put('two');
      await until(() => names.length === 1);
      expect(names).toEqual(['two']);
      expect(proxy.api.of({ verb: 'watch' })).toHaveLength(1);
    });

    it('cuts it', async () => {
      proxy.cutWatches();
      await until(() => ended !== undefined);
      expect(ended).toMatch(/Unreachable/);
      await until(() => server.watches === 0);
    });

    it('ends it as the server does', async () => {
      proxy.watches().forEach(watch => watch.end());
      await until(() => ended !== undefined);
      expect(ended).toBe('by the server');
    });

    it('lets it fall silent without closing it', async () => {
      proxy.freezeWatches();
      put('two');
      server.endWatches();
      await client.get(configMaps, ONE);
      expect(names).toEqual([]);
      expect(ended).toBeUndefined();
    });

    it('asks the server to end it sooner', async () => {
      proxy.fault({ verb: 'watch' }, endsAfter(3));
      proxy.cutWatches();
      await until(() => ended !== undefined);
      await follow();
      expect(server.requests[1].query.get('timeoutSeconds')).toBe('3');
      expect(server.requests[1].query.get('resourceVersion')).toBe('101');
    });

    it('puts lines in between', async () => {
      proxy.inject('rubbish');
      put('two');
      await until(() => names.length === 2);
      expect(names).toEqual(['rubbish', 'two']);
    });

    it('holds events back, of later watches too, and delivers them in another order', async () => {
      proxy.holdEvents({ path: /configmaps/ });
      put('two');
      put('three');
      await until(() => proxy.watches()[0].held === 2);
      expect(names).toEqual([]);
      proxy.releaseEvents(lines => [...lines].reverse());
      await until(() => names.length === 2);
      expect(names).toEqual(['three', 'two']);

      proxy.holdEvents();
      proxy.cutWatches();
      await until(() => proxy.watches().length === 0);
      await follow();
      await until(() => proxy.watches()[0].held === 2);
      expect(names).toEqual([]);
    });
  });
});

function clientTo({ url }: FaultProxy, ca?: string): KubeClient {
  return new KubeClient(
    { name: 'test', server: url, token: 'secret', ca },
    { userAgent: 'tester/1', impersonate: 'someone', requestTimeoutMs: 300 },
  );
}

function nameIn(line: string): string {
  try {
    return JSON.parse(line).object.metadata.name;
  } catch {
    return line;
  }
}
