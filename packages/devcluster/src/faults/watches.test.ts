import { setTimeout as sleep } from 'node:timers/promises';
import { WorkQueue } from '@greenroom/controller-runtime';
import { answers, endsAfter } from '@greenroom/controller-runtime/testing';
import { InformerBench, LISTS, WATCHES } from './InformerBench';

jest.setTimeout(30_000);

const HOUR = 3_600_000;

describe('an informer, before a real API server', () => {
  const bench = InformerBench.use();

  it.each([
    [
      'inside the watch',
      () =>
        bench.proxy.inject(
          '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"}}',
        ),
    ],
    [
      'as its status',
      () => {
        bench.proxy.fault(WATCHES, answers(410), { times: 1 });
        bench.proxy.watches().forEach(watch => watch.end());
      },
    ],
  ])('scenario 3: lists once when a 410 comes %s', async (_, expire) => {
    await bench.put('one', 'before');
    await bench.follow();
    bench.proxy.holdEvents();
    await bench.put('one', 'after');
    expire();
    await bench.until(() => bench.state === 'stale');
    bench.proxy.heal();

    await bench.pass(1_500, 100, () => bench.state !== 'live');
    await bench.until(() => bench.known('one') === 'after');
    expect(bench.proxy.api.count(LISTS)).toBe(2);
    await bench.put('one', 'later');
    await bench.until(() => bench.known('one') === 'later');
    expect(bench.proxy.api.count(LISTS)).toBe(2);
  });

  it('scenario 3: those whose history is lost together do not list together', async () => {
    const others = Array.from({ length: 8 }, () => bench.newInformer());
    others.forEach(other => other.start());
    await Promise.all(others.map(other => other.waitForSync()));
    await bench.until(() => bench.proxy.watches().length === others.length);
    await bench.clock.advance(2_000);
    bench.proxy.api.clear();
    bench.proxy.fault(WATCHES, answers(410), { times: others.length });
    bench.proxy.cutWatches();
    await bench.until(() =>
      others.every(({ health }) => health.state === 'stale'),
    );
    await bench.pass(2_000, 50, () => bench.proxy.api.count(LISTS) === 0);
    const first = bench.proxy.api.count(LISTS);
    await bench.pass(
      2_000,
      50,
      () => bench.proxy.api.count(LISTS) < others.length,
    );

    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(others.length);
    expect(bench.proxy.api.count(LISTS)).toBe(others.length);
    await Promise.all(others.map(other => other.stop()));
  });

  it('scenario 4: bookmarks carry a quiet kind over a compaction', async () => {
    bench.proxy.fault(WATCHES, endsAfter(4));
    await bench.put('quiet', 'same');
    await bench.follow();
    const listed = Number(bench.informer.resourceVersion);
    for (let i = 0; i < 5; i++) await bench.put('elsewhere', `${i}`, 'default');

    // The server sends one two seconds before it ends the watch.
    await bench.until(() => Number(bench.informer.resourceVersion) > listed);
    const compactedAt = listed + 1;
    bench.proxy.fault(
      {
        ...WATCHES,
        when: ({ query }) => Number(query.get('resourceVersion')) < compactedAt,
      },
      answers(410),
    );
    await bench.proxy.api.begun(WATCHES, 2);

    await bench.put('quiet', 'changed');
    await bench.until(() => bench.known('quiet') === 'changed');
    expect(bench.proxy.api.count(LISTS)).toBe(1);
    expect(bench.errors).toEqual([]);
  });

  it('scenario 5: takes a connection that is silent for 2.5 bookmark intervals for broken', async () => {
    await bench.put('one', 'before');
    await bench.follow();
    bench.proxy.freezeWatches();
    await bench.put('one', 'after');

    await bench.clock.advance(147_000);
    expect(bench.state).toBe('live');
    expect(bench.proxy.api.count(WATCHES)).toBe(1);

    await bench.clock.advance(2_000);
    await bench.until(() => bench.state === 'stale');
    expect(bench.informer.health.error).toMatch(/silent for 150 s/);
    await bench.pass(5_000, 500, () => bench.state !== 'live');
    await bench.until(() => bench.known('one') === 'after');
    expect(bench.proxy.api.count(WATCHES)).toBe(2);
    expect(bench.proxy.api.count(LISTS)).toBe(1);
  });

  it('scenario 28: pauses do not depend on the wall clock', async () => {
    bench.proxy.fault(LISTS, answers(503, { retryAfter: 20 }), { times: 1 });
    bench.informer.start();
    await bench.proxy.api.ended(LISTS, 1);
    bench.clock.shiftDate(HOUR);
    await bench.pass(19_000, 1_000);
    expect(bench.proxy.api.count(LISTS)).toBe(1);
    bench.clock.shiftDate(-2 * HOUR);
    await bench.pass(12_000, 500, () => bench.proxy.api.count(LISTS) < 2);
    await bench.until(() => bench.state === 'live');

    bench.clock.shiftDate(-HOUR);
    await bench.put('one', 'after the jump');
    await bench.until(() => bench.known('one') === 'after the jump');
    expect(bench.informer.health.lastContact?.getTime()).toBeLessThanOrEqual(
      bench.clock.date().getTime(),
    );
  });

  it('scenario 37: poison in a watch is left out, and made up for by a list', async () => {
    await bench.put('one', 'before');
    await bench.follow();
    const before = bench.informer.size;
    const poison: (string | Buffer)[] = [
      '{"type":"ADDED","object":{"kind":"ConfigMap"}}',
      '{"type":"MODIFIED","object":{"metadata":{"resourceVersion":"1"}}}',
      '{"type":"SURPRISE","object":{"metadata":{"name":"x"}}}',
      '{"type":"ADDED","object":',
      Buffer.from([0x7b, 0xc3, 0x28, 0x7d]),
      'x'.repeat(17 * 1024 * 1024),
    ];
    poison.forEach(line => bench.proxy.inject(line));
    const big = bench.aConfigMap('big', 'y'.repeat(1_500_000));
    bench.proxy.inject(
      JSON.stringify({
        type: 'ADDED',
        object: {
          ...big,
          metadata: {
            ...big.metadata,
            uid: 'big',
            resourceVersion: bench.informer.resourceVersion,
          },
        },
      }),
    );
    await bench.until(() => bench.errors.length === poison.length);
    await bench.until(() => bench.known('big') !== undefined);
    expect(bench.state).toBe('live');
    await bench.put('one', 'after');
    await bench.until(() => bench.known('one') === 'after');

    bench.proxy.watches().forEach(watch => watch.end());
    await bench.until(() => bench.known('big') === undefined);
    expect(bench.informer.size).toBe(before);
    expect(bench.proxy.api.count(LISTS)).toBe(2);
  });

  it('scenario 39: a storm of status events is coalesced, and its last word is kept', async () => {
    const NAMES = 100;
    const ROUNDS = 200;
    const queue = new WorkQueue<string>();
    await bench.informer.stop();
    let seen = 0;
    bench.informer = bench.newInformer(({ object }) => {
      seen += 1;
      queue.add(object.metadata.name);
    });
    await bench.follow();
    const first = Number(bench.informer.resourceVersion);
    seen = 0;
    let most = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      const lines = Array.from({ length: NAMES }, (_, i) =>
        JSON.stringify({
          type: 'MODIFIED',
          object: {
            ...bench.aConfigMap(`storm-${i}`, `${round}`),
            metadata: {
              namespace: bench.namespace,
              name: `storm-${i}`,
              uid: `uid-${i}`,
              resourceVersion: String(first + round),
            },
            status: 'z'.repeat(1_000),
          },
        }),
      );
      bench.proxy.inject(lines.join('\n'));
      await sleep(1);
      most = Math.max(most, queue.depth);
    }
    await bench.until(() => seen >= NAMES * ROUNDS);

    expect(most).toBeLessThanOrEqual(NAMES + 10);
    expect(queue.depth).toBeLessThanOrEqual(NAMES + 10);
    for (let i = 0; i < NAMES; i++) {
      expect(bench.known(`storm-${i}`)).toBe(`${ROUNDS}`);
    }
    queue.close();
  });
});
