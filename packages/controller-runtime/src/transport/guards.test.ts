import { Leader, NotLeaderError } from '../leases';
import { FakeClock, MemoryLeaseStore } from '../testing';
import { aConfigMap, configMapPath, configMaps } from '../testing/configMaps';
import { FakeApiServer } from '../testing/FakeApiServer';
import { until } from '../testing/until';
import {
  CircuitBreaker,
  KubeClient,
  KubeClientOptions,
  RequestMetrics,
  RequestReport,
  UnreachableError,
} from './index';

describe('what a KubeClient asks before it sends, and tells afterwards', () => {
  let server: FakeApiServer;
  const clients: KubeClient[] = [];

  const client = (options: KubeClientOptions) => {
    const made = new KubeClient({ name: 'test', server: server.url }, options);
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

  it('asks before each write how long it may take, and sends none that is not permitted', async () => {
    const clock = new FakeClock();
    let permitted: number | undefined = 500;
    const kube = client({
      clock,
      beforeWrite: async () => {
        if (permitted === undefined) {
          throw new Error('not the leader');
        }
        return permitted;
      },
    });
    // Takes it and never answers.
    server.intercept(() => true);
    const slow = kube.create(configMaps, aConfigMap('one')).catch(e => e);
    await until(() => server.requests.length === 1);
    await clock.advance(500);
    await expect(slow).resolves.toMatchObject({
      code: 'ETIMEDOUT',
      message: expect.stringContaining('no answer within 500 ms'),
    });

    permitted = undefined;
    await expect(
      kube.apply(configMaps, aConfigMap('two'), { fieldManager: 'me' }),
    ).rejects.toThrow('not the leader');
    expect(server.requests).toHaveLength(1);
  });

  it('asks again before each attempt at a write, and never before a read', async () => {
    const clock = new FakeClock();
    const beforeWrite = jest.fn(async () => 5_000);
    const reports: RequestReport[] = [];
    const kube = client({
      clock,
      beforeWrite,
      onRequest: report => reports.push(report),
    });
    server.failNext(() => true, 429, { headers: { 'retry-after': '1' } });
    const created = kube.create(configMaps, aConfigMap('one'));
    await until(() => reports.length === 1);
    await clock.advance(2_000);
    await created;
    expect(beforeWrite).toHaveBeenCalledTimes(2);
    await kube.get(configMaps, { namespace: 'a', name: 'one' });
    expect(beforeWrite).toHaveBeenCalledTimes(2);
    expect(reports).toMatchObject([
      { verb: 'create', status: 429, retry: false },
      { verb: 'create', status: 201, retry: true },
      { verb: 'get', status: 200, retry: false },
    ]);
  });

  it('sends nothing for a leader that was paused until another took over', async () => {
    const storeClock = new FakeClock();
    const store = new MemoryLeaseStore(storeClock);
    const replica = async (holder: string) => {
      const clock = new FakeClock();
      const callbacks = { onStarted: () => {}, onStopped: () => {} };
      const lease = { store, name: 'test', holder, clock };
      const leader = new Leader({ ...lease, ...callbacks });
      leader.start();
      await clock.advance(0);
      const kube = client({ beforeWrite: () => leader.permit() });
      const write = () =>
        kube.apply(configMaps, aConfigMap(holder), { fieldManager: 'me' });
      return { clock, leader, write };
    };
    const paused = await replica('paused');
    await paused.write();
    paused.clock.pause(60_000);
    await storeClock.advance(60_000);
    const heir = await replica('heir');
    await heir.write();

    await expect(paused.write()).rejects.toThrow(NotLeaderError);
    expect(server.requests.map(({ path }) => path)).toEqual([
      configMapPath('paused'),
      configMapPath('heir'),
    ]);
    await Promise.all([paused.leader.stop(), heir.leader.stop()]);
  });

  it('spares a server that does not answer, and comes back when it does', async () => {
    const clock = new FakeClock();
    const kube = client({ clock });
    const ref = { namespace: 'a', name: 'one' };
    const patch = () => kube.mergePatch(configMaps, ref, {});
    const { url } = server;
    await server.stop();
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(patch()).rejects.toThrow(UnreachableError);
    }
    await expect(patch()).rejects.toMatchObject({
      code: 'ECIRCUITOPEN',
      message: expect.stringContaining('is tried again in 1 s'),
    });
    expect(kube.circuit).toMatchObject({ state: 'open', unanswered: 5 });

    server = await new FakeApiServer().start(Number(new URL(url).port));
    server.put(configMapPath('one'), aConfigMap('one'));
    await clock.advance(1_000);
    await patch();
    expect(kube.circuit).toEqual({ state: 'closed', unanswered: 0 });
  });

  it('lets watches through an open circuit, and requests of all its clients again after one was answered', async () => {
    const clock = new FakeClock();
    const circuitBreaker = new CircuitBreaker(clock);
    const watcher = client({ clock, circuitBreaker });
    const kube = client({ clock, circuitBreaker });
    const ref = { namespace: 'a', name: 'one' };
    const watch = () =>
      watcher
        .watch(configMaps, { resourceVersion: '0', timeoutSeconds: 290 })
        [Symbol.asyncIterator]()
        .next();
    const { url } = server;
    await server.stop();
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(watch()).rejects.toThrow(UnreachableError);
    }
    await expect(kube.get(configMaps, ref)).rejects.toMatchObject({
      code: 'ECIRCUITOPEN',
    });

    server = await new FakeApiServer().start(Number(new URL(url).port));
    server.failNext(() => true, 503);
    await expect(watch()).rejects.toMatchObject({ status: 503 });
    await expect(kube.get(configMaps, ref)).rejects.toMatchObject({
      status: 404,
    });
  });

  it('says of each attempt what it was and how it ended', async () => {
    const metrics = new RequestMetrics();
    const kube = client(metrics);
    const ref = { namespace: 'a', name: 'one' };
    await kube.create(configMaps, aConfigMap('one'));
    await kube.apply(configMaps, aConfigMap('one'), { fieldManager: 'me' });
    await kube.mergePatch(configMaps, ref, {});
    await kube.get(configMaps, ref);
    await kube.listPage(configMaps);
    await kube.delete(configMaps, ref);
    await kube.delete(configMaps, ref).catch(() => {});
    await kube.request({ method: 'GET', path: '/version' }).catch(() => {});
    expect(
      metrics
        .snapshot()
        .map(({ verb, resource, answer }) => `${verb} ${resource} ${answer}`),
    ).toEqual([
      'create configmaps 2xx',
      'apply configmaps 2xx',
      'patch configmaps 2xx',
      'get configmaps 2xx',
      'list configmaps 2xx',
      'delete configmaps 2xx',
      'delete configmaps 4xx',
      'get  4xx',
    ]);
    expect(metrics.connections).toBe(server.connections);
  });
});
