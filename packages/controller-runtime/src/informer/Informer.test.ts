import { KubeClient } from '../transport';
import { FakeClock } from '../testing';
import {
  aConfigMap,
  configMapPath,
  configMaps,
  SeenConfigMap,
  seenConfigMap,
} from '../testing/configMaps';
import { FakeApiServer, statusBody } from '../testing/FakeApiServer';
import { until } from '../testing/until';
import { Informer, InformerEvent, InformerOptions } from './index';

describe('Informer', () => {
  let server: FakeApiServer;
  let client: KubeClient;
  let clock: FakeClock;
  let informer: Informer<SeenConfigMap>;
  let events: string[];
  let errors: Error[];

  const note = ({ type, object }: InformerEvent<SeenConfigMap>) =>
    events.push(`${type} ${object.metadata.name}`);

  const make = (options: Partial<InformerOptions<SeenConfigMap>> = {}) => {
    informer = new Informer<SeenConfigMap>({
      client,
      resource: configMaps,
      project: seenConfigMap,
      onEvent: note,
      onError: error => errors.push(error),
      clock,
      ...options,
    });
    return informer;
  };

  /** Starts, and waits until the watch is open. */
  const follow = async (
    options: Partial<InformerOptions<SeenConfigMap>> = {},
  ) => {
    make(options).start();
    await informer.waitForSync();
    await until(() => server.watches === 1);
    // A watch that ends within its first second counts as one that failed.
    await clock.advance(2_000);
  };

  const lastContact = () => informer.health.lastContact?.getTime();

  const names = () =>
    [...informer.list()].map(({ metadata }) => metadata.name).sort();

  beforeEach(async () => {
    server = await new FakeApiServer().start();
    clock = new FakeClock();
    client = new KubeClient({ name: 'test', server: server.url }, { clock });
    events = [];
    errors = [];
  });

  afterEach(async () => {
    await informer.stop();
    await client.close();
    await server.stop();
  });

  it('lists in pages, then follows changes', async () => {
    for (const name of ['one', 'two', 'three']) {
      server.put(configMapPath(name), aConfigMap(name));
    }
    await follow({ pageSize: 2 });
    expect(server.count('list')).toBe(2);
    expect(informer.size).toBe(3);

    server.put(configMapPath('four'), aConfigMap('four'));
    server.put(configMapPath('one'), aConfigMap('one', { changed: 'yes' }));
    server.remove(configMapPath('two'));
    await until(() => events.length === 6);
    expect(events.slice(3)).toEqual([
      'added four',
      'updated one',
      'deleted two',
    ]);
    expect(names()).toEqual(['four', 'one', 'three']);
    expect(informer.get('a', 'one')).toMatchObject({
      data: { changed: 'yes' },
    });
    expect(informer.health).toMatchObject({ state: 'live' });
    expect(errors).toEqual([]);
  });

  it('lists in one piece when the server forgets the list between pages', async () => {
    for (const name of ['one', 'two', 'three']) {
      server.put(configMapPath(name), aConfigMap(name));
    }
    server.failNext(({ query }) => query.has('continue'), 410);
    await follow({ pageSize: 2 });
    expect(names()).toEqual(['one', 'three', 'two']);
    expect(events).toHaveLength(3);
    expect(errors).toEqual([]);
  });

  it('goes on where it was when the server ends a watch in time', async () => {
    await follow();
    const { query } = server.requests[1];
    expect(query.get('allowWatchBookmarks')).toBe('true');
    const seconds = Number(query.get('timeoutSeconds'));
    expect(Math.abs(seconds - 290)).toBeLessThanOrEqual(30);

    server.bookmark();
    server.put(configMapPath('one'), aConfigMap('one'));
    await until(() => events.length === 1);
    const { resourceVersion } = informer.get('a', 'one')!.metadata;
    server.endWatches();
    await until(() => server.count('watch') === 2 && server.watches === 1);
    expect(server.requests[2].query.get('resourceVersion')).toBe(
      resourceVersion,
    );
    expect(server.count('list')).toBe(1);
    expect(errors).toEqual([]);
  });

  it('is kept from a list by bookmarks when the history was compacted', async () => {
    await follow();
    server.compact();
    server.bookmark();
    await until(() => informer.health.lastContact !== undefined);
    server.put(configMapPath('one'), aConfigMap('one'));
    await until(() => informer.size === 1);
    server.endWatches();
    await until(() => server.count('watch') === 2);
    expect(server.count('list')).toBe(1);
  });

  it('comes back after a reset, and misses nothing', async () => {
    await follow();
    server.resetWatches();
    await until(() => informer.health.state === 'stale');
    server.put(configMapPath('one'), aConfigMap('one'));
    await clock.advance(2_000);
    await until(() => informer.size === 1);
    expect(informer.health.state).toBe('live');
    expect(server.count('list')).toBe(1);
    expect(errors).toHaveLength(1);
  });

  it('lists again, once and not at once, after a 410 inside the stream', async () => {
    server.put(configMapPath('goes'), aConfigMap('goes'));
    server.put(configMapPath('stays'), aConfigMap('stays'));
    await follow();
    server.endWatches();
    server.remove(configMapPath('goes'));
    server.put(configMapPath('comes'), aConfigMap('comes'));
    server.compact();
    await until(() => errors.length === 1);
    expect(server.count('list')).toBe(1);

    await clock.advance(1_500);
    await until(() => events.length === 4);
    expect(events.slice(2)).toEqual(['added comes', 'deleted goes']);
    await until(() => informer.health.state === 'live');
    expect(server.count('list')).toBe(2);
    expect(errors).toMatchObject([{ status: 410 }]);
  });

  it('backs off when one 410 follows another', async () => {
    await follow();
    server.intercept(({ query }, response) => {
      const watch = query.has('watch');
      if (watch) {
        response.writeHead(410);
        response.end(statusBody(410));
      }
      return watch;
    });
    server.endWatches();
    for (let seconds = 0; seconds < 60; seconds++) {
      await clock.advance(1_000);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    // How many fit into this depends on the machine; too many never do.
    expect(server.count('list')).toBeGreaterThan(1);
    expect(server.count('list')).toBeLessThan(40);
  });

  it('lists again, once, after a 410 as HTTP status', async () => {
    await follow();
    server.failNext(({ query }) => query.has('watch'), 410);
    server.endWatches();
    await until(() => errors.length === 1);
    await clock.advance(1_500);
    await until(() => server.watches === 1);
    expect(server.count('list')).toBe(2);
  });

  it('says of an object made anew under its old name that both happened', async () => {
    server.put(configMapPath('one'), aConfigMap('one'));
    await follow();
    server.resetWatches();
    await until(() => errors.length === 1);
    server.remove(configMapPath('one'));
    server.put(configMapPath('one'), aConfigMap('one', { new: 'yes' }));
    server.compact();
    await clock.advance(2_000);
    await until(() => errors.length === 2);
    await clock.advance(8_000);
    await until(() => server.watches === 1);
    expect(events).toEqual(['added one', 'deleted one', 'added one']);
  });

  it('notices a connection that is half open', async () => {
    await follow();
    await clock.advance(147_000);
    expect(informer.health.state).toBe('live');
    server.bookmark();
    await until(() => lastContact() === clock.date().getTime());
    await clock.advance(149_000);
    expect(informer.health.state).toBe('live');

    await clock.advance(1_000);
    expect(informer.health).toMatchObject({
      state: 'stale',
      error: "cluster 'test': watch of configmaps was silent for 150 s",
    });
    await until(() => server.watches === 0);
    await clock.advance(2_000);
    await until(() => server.watches === 1);
    await until(() => informer.health.state === 'live');
    expect(server.count('list')).toBe(1);
  });

  it('tries later and later while the server fails, and then recovers', async () => {
    await follow();
    let down = true;
    server.intercept((_, response) => {
      if (down) {
        response.writeHead(503);
        response.end(statusBody(503));
      }
      return down;
    });
    server.resetWatches();
    await until(() => informer.health.state === 'stale');
    const before = server.requests.length;
    const retrying = () => clock.pending > 0;
    for (let seconds = 0; seconds < 300; seconds++) {
      await clock.advance(1_000);
      await until(retrying);
    }
    const tries = server.requests.length - before;
    expect(tries).toBeGreaterThan(30);
    expect(tries).toBeLessThan(300);

    down = false;
    await clock.advance(8_000);
    await until(() => informer.health.state === 'live');
  });

  it('asks soon after a refusal, which a server that starts answers too, and seldom when it lasts', async () => {
    await follow();
    let refused = true;
    server.intercept((_, response) => {
      if (refused) {
        response.writeHead(403);
        response.end(statusBody(403));
      }
      return refused;
    });
    const retrying = () => clock.pending > 0;
    const triesWithin = async (seconds: number) => {
      const before = server.requests.length;
      for (let second = 0; second < seconds; second++) {
        await clock.advance(1_000);
        await until(retrying);
      }
      return server.requests.length - before;
    };
    server.resetWatches();
    await until(() => informer.health.state === 'stale');
    await clock.advance(1_000);
    await until(() => informer.health.state === 'denied');
    expect(await triesWithin(15)).toBeGreaterThanOrEqual(3);
    await triesWithin(30);
    expect(await triesWithin(60)).toBeLessThanOrEqual(3);

    refused = false;
    await clock.advance(45_000);
    await until(() => informer.health.state === 'live');
  });

  it('waits as long as a 429 on its watch asks', async () => {
    await follow();
    server.failNext(({ query }) => query.has('watch'), 429, {
      headers: { 'retry-after': '7' },
    });
    server.endWatches();
    await until(() => errors.length === 1);
    await clock.advance(6_900);
    expect(server.count('watch')).toBe(2);
    await clock.advance(200);
    await until(() => server.watches === 1);
  });

  it('holds only what its projection wants', async () => {
    server.put(configMapPath('one'), aConfigMap('one', { keep: 'yes' }));
    server.put(configMapPath('two'), aConfigMap('two'));
    await follow({
      project: object =>
        (object.data as Record<string, string>).keep
          ? seenConfigMap(object)
          : undefined,
    });
    expect(names()).toEqual(['one']);
    server.put(configMapPath('one'), aConfigMap('one', { other: 'x' }));
    await until(() => events.length === 2);
    expect(events).toEqual(['added one', 'deleted one']);
  });

  it.each([
    [403, 'denied'],
    [404, 'starting'],
  ])('asks again slowly after %d', async (status, state) => {
    server.failNext(() => true, status);
    make().start();
    await until(() => errors.length === 1);
    expect(informer.health).toMatchObject({
      state,
      error: expect.stringContaining(`answered ${status}`),
    });
    await clock.advance(20_000);
    expect(server.requests).toHaveLength(1);
    await clock.advance(16_000);
    await informer.waitForSync();
    expect(informer.health.state).toBe('live');
    expect(informer.health.error).toBeUndefined();
  });

  it('stops for its signal, and tells those who wait', async () => {
    server.intercept(() => true);
    const abort = new AbortController();
    make().start(abort.signal);
    const waiting = informer.waitForSync();
    abort.abort();
    await expect(waiting).rejects.toThrow('was stopped');
    await informer.stop();
    expect(informer.synced).toBe(false);
    expect(() => informer.start()).toThrow('started once');
    expect(clock.pending).toBe(0);
  });
});
