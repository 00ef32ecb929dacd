import { answers, holds } from '@greenroom/controller-runtime/testing';
import {
  configMaps,
  FORCED,
  InformerBench,
  LISTS,
  WATCHES,
} from './InformerBench';

jest.setTimeout(30_000);

describe('requests, before a real API server', () => {
  const bench = InformerBench.use();
  const one = { namespace: bench.namespace, name: 'one' };

  it('scenario 5: a request over a half-open connection ends in its time, and its socket is not used again', async () => {
    await bench.put('one', 'there');
    const rule = bench.proxy.fault({ verb: 'get' }, holds, { times: 1 });
    const answer = bench.client.get(configMaps, one).catch(error => error);
    await bench.until(() => rule.happened === 1);
    await bench.clock.advance(30_000);
    expect(await answer).toMatchObject({ code: 'ETIMEDOUT' });
    await bench.client.get(configMaps, one);
  });

  it.each([
    [
      'list',
      () => bench.client.listPage(configMaps, { namespace: bench.namespace }),
    ],
    [
      'patch',
      () => bench.client.mergePatch(configMaps, one, { data: { a: 'b' } }),
    ],
    [
      'apply',
      () =>
        bench.client.apply(configMaps, bench.aConfigMap('one', 'x'), FORCED),
    ],
  ] as const)(
    'scenario 6: a 429 to a %s is honoured to the second',
    async (verb, call) => {
      await bench.put('one', 'before');
      const refused = bench.proxy.fault(
        { verb, path: /configmaps/ },
        answers(429, { retryAfter: 7 }),
        { times: 1 },
      );
      const result = call();
      await bench.until(() => refused.happened === 1);
      await bench.pass(6_900, 300);
      expect(bench.proxy.api.count({ verb })).toBe(1);
      // Another cluster's client does not wait for this one.
      await bench.admin.get(configMaps, one);

      await bench.pass(2_500, 100, () => bench.proxy.api.count({ verb }) < 2);
      await result;
      expect(bench.proxy.api.count({ verb })).toBe(2);
    },
  );

  it('scenario 6: a 429 to a watch is honoured too', async () => {
    const refused = bench.proxy.fault(
      WATCHES,
      answers(429, { retryAfter: 7 }),
      {
        times: 1,
      },
    );
    bench.informer.start();
    await bench.informer.waitForSync();
    await bench.until(() => refused.happened === 1);
    await bench.until(() => bench.state === 'stale');

    await bench.pass(6_900, 300);
    expect(bench.proxy.api.count(WATCHES)).toBe(1);
    await bench.pass(2_500, 100, () => bench.proxy.api.count(WATCHES) < 2);
    await bench.until(() => bench.state === 'live');
    expect(bench.proxy.api.count(LISTS)).toBe(1);
  });

  it.each([500, 503])(
    'scenario 7: five minutes of %d cost a bounded number of attempts, and end by themselves',
    async status => {
      await bench.follow();
      const started = bench.proxy.requests.length;
      bench.proxy.fault({}, answers(status));
      bench.proxy.cutWatches();
      await bench.until(() => bench.state === 'stale');
      await bench.pass(300_000, 2_000);

      const attempts = bench.proxy.requests.length - started;
      expect(attempts).toBeGreaterThan(30);
      expect(attempts).toBeLessThan(120);
      expect(bench.errors.length).toBeLessThanOrEqual(attempts + 1);
      expect(bench.state).toBe('stale');

      bench.proxy.heal();
      await bench.pass(15_000, 500, () => bench.state !== 'live');
      await bench.put('healed', `${status}`);
      await bench.until(() => bench.known('healed') !== undefined);
    },
  );
});
