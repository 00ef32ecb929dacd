import { setTimeout as sleep } from 'node:timers/promises';
import {
  answers,
  delays,
  Fault,
  RecordedRequest,
  WRITES,
} from '@greenroom/controller-runtime/testing';
import { uniqueNamespace } from '@greenroom/devcluster';
import { eventually, RESOURCES } from '../__testUtils__/EngineHarness';
import {
  expectInventoryExact,
  failing,
  failureOf,
  ready,
  STORAGE,
} from './__testUtils__/assets';
import { EngineProcess, faultBench } from './__testUtils__/faultBench';

jest.setTimeout(120_000);

/** What only a person can change is tried again after about a minute. */
const SLOW_RETRY_MS = 80_000;
/** At the soonest after this. */
const SHORTEST_PAUSE_MS = 54_000;
/** A declaration is tried when it is made, and when the change feed tells of it. */
const DECLARED_TWICE = 2;
/** How often something of a denied asset changes. */
const EVENTS = 20;
/** For how long to count attempts. A slow machine makes fewer of them, never more. */
const LOOK_MS = 5_000;
const WEBHOOK = 'policy.example';

describe('an API server that answers badly', () => {
  const bench = faultBench();
  let process: EngineProcess;
  let ns: string;

  beforeEach(async () => {
    process = await bench.process();
    ns = uniqueNamespace('answers');
  });

  afterEach(async () => {
    await process.engine.stop();
    await bench.kubectl.delete(RESOURCES.namespaces, { name: ns });
  });

  it('scenario 10: is asked for each write once, however slow it is', async () => {
    const { proxy } = process;
    proxy.fault({}, delays({ before: 500, after: 500 }));
    proxy.fault({ verb: 'watch' }, delays({ before: 500 }));
    await process.engine.start();
    const project = await process.project(ns, { pods: '9' });
    // A dozen requests, one after the other.
    await process.until(project, seen => seen?.phase === 'Ready', 60_000);
    const workbench = await process.workbench(ns, 'explore', STORAGE);
    await proxy.api.begun({ verb: 'apply', path: /statefulsets\/explore$/ });
    // Declared again while the first apply is under way.
    await process.workbench(ns, 'explore', { ...STORAGE, title: 'Fraud' });

    await process.until(
      workbench,
      status => status?.phase === 'Ready' && status.observedRevision === 2,
      60_000,
    );

    const writes = byObject(proxy.api.writes.filter(about(ns)));
    for (const [path, each] of writes) {
      const times = path.endsWith('/statefulsets/explore') ? 2 : 1;
      expect({ path, times: each.length }).toEqual({ path, times });
      expectOneAfterAnother(each);
    }
    // All but the namespace itself are in it.
    expect(await expectInventoryExact(process, ns)).toHaveLength(
      writes.size - 1,
    );
    expect(
      await process.exists(RESOURCES.statefulSets, ns, 'explore'),
    ).toMatchObject({
      metadata: { annotations: { 'greenroom.dev/revision': '2' } },
    });
  });

  it('scenario 11: is believed when a webhook denies, shown to people, and seldom asked again', async () => {
    const { proxy } = process;
    await process.engine.start();
    await ready(process, await process.project(ns));
    const denials = [400, 403].map(code => {
      const name = `denied-${code}`;
      const message = `admission webhook "${WEBHOOK}" denied the request: not on a ${code}`;
      const path = new RegExp(`/statefulsets/${name}$`);
      const denies = answers(code, { status: { message } });
      return {
        name,
        message,
        rule: proxy.fault({ path, verb: WRITES }, denies),
      };
    });
    const began = performance.now();
    const denied = await Promise.all(
      denials.map(async denial => ({
        ...denial,
        workbench: await process.workbench(ns, denial.name, STORAGE),
      })),
    );
    const other = await process.workbench(ns, 'allowed');

    await ready(process, other);
    for (const { workbench, message } of denied) {
      await failing(process, workbench, { type: 'Denied', message });
      expect(await process.status(workbench)).toMatchObject({
        phase: 'Failed',
        observedRevision: 0,
        explanation: {
          reason: 'DeniedByPolicy',
          chain: [{ evidence: message }],
        },
      });
    }
    for (let event = 0; event < EVENTS; event += 1) {
      for (const { name } of denied) {
        await bench.kubectl.mergePatch(
          RESOURCES.claims,
          { namespace: ns, name: `${name}-work` },
          { metadata: { annotations: { 'example.org/event': `${event}` } } },
        );
      }
      await sleep(LOOK_MS / EVENTS);
    }
    const minutes = Math.floor((performance.now() - began) / SHORTEST_PAUSE_MS);
    for (const { rule } of denied) {
      expect(rule.happened).toBeLessThanOrEqual(DECLARED_TWICE + minutes);
    }

    proxy.heal();
    for (const { workbench } of denied) {
      await process.until(
        workbench,
        status => status?.phase === 'Ready',
        SLOW_RETRY_MS,
      );
      expect(await failureOf(process, workbench)).toBeUndefined();
    }
  });

  it('scenario 12: is asked again when a webhook does not answer, and nothing is claimed before', async () => {
    const { proxy } = process;
    await process.engine.start();
    await ready(process, await process.project(ns));
    const message = `Internal error occurred: failed calling webhook "${WEBHOOK}": failed to call webhook: Post "https://${WEBHOOK}:443/?timeout=10s": context deadline exceeded`;
    const applies = { verb: 'apply', path: /statefulsets\/explore$/ } as const;
    const claims: unknown[] = [];
    const timesOut: Fault = {
      name: 'the webhook times out',
      handle: async exchange => {
        const [row] = await process
          .knex('inventory')
          .where({ namespace: ns, kind: 'StatefulSet' });
        const id = row.declaration_id;
        const [realisation] = await process
          .knex('realisations')
          .where({ declaration_id: id });
        claims.push({
          applied: realisation.applied_revision,
          failure: (await failureOf(process, { id }))?.message,
          hash: row.applied_hash,
          phase: (await process.status({ id }))?.phase,
        });
        await answers(500, {
          status: { reason: 'InternalError', message },
        }).handle(exchange);
      },
    };
    proxy.fault(applies, timesOut, { times: 2 });
    const workbench = await process.workbench(ns, 'explore');

    await ready(process, workbench);

    expect(claims).toMatchObject([
      { applied: 0, hash: null, failure: undefined },
      { applied: 0, hash: null, failure: message },
    ]);
    expect(claims).not.toContainEqual(
      expect.objectContaining({ phase: 'Ready' }),
    );
    expect(proxy.api.of(applies).map(({ status }) => status)).toEqual([
      500, 500, 201,
    ]);
    expect(await failureOf(process, workbench)).toBeUndefined();
    await expectInventoryExact(process, ns);
  });

  it('scenario 33: is not stormed when it takes our rights away, and people see that what they see is old', async () => {
    const { proxy, engine } = process;
    await engine.start();
    const project = await process.project(ns);
    const workbench = await process.workbench(ns, 'explore');
    await ready(process, project);
    await ready(process, workbench);

    const refused = proxy.fault(
      {},
      answers(401, {
        status: { reason: 'Unauthorized', message: 'Unauthorized' },
      }),
    );
    proxy.cutWatches();
    const old = await process.until(workbench, status => !!status?.stale);
    expect(old?.phase).not.toBe('Ready');
    await eventually(async () =>
      expect(engine.clusters()).toMatchObject([
        { state: 'denied', message: expect.stringContaining('Unauthorized') },
      ]),
    );
    const late = await process.workbench(ns, 'late');

    const message = `forbidden: User "system:serviceaccount:greenroom-system:greenroom" cannot list resource`;
    proxy.fault({}, answers(403, { status: { reason: 'Forbidden', message } }));
    refused.remove();
    proxy.api.clear();
    await sleep(LOOK_MS);
    for (const [path, each] of byObject(proxy.api.all)) {
      expect({ path, few: each.length < 6 }).toEqual({ path, few: true });
    }
    expect(engine.clusters()).toMatchObject([{ state: 'denied' }]);
    expect(await process.status(workbench)).toMatchObject({ stale: true });
    const said = await process.status(late);
    expect(said?.phase).not.toBe('Ready');
    expect(said?.explanation).toBeDefined();

    proxy.heal();
    for (const asset of [workbench, late]) {
      await process.until(
        asset,
        status => status?.phase === 'Ready' && !status.stale,
        SLOW_RETRY_MS,
      );
    }
    expect(engine.clusters()).toMatchObject([{ state: 'live' }]);
    await expectInventoryExact(process, ns);
  });
});

function about(ns: string) {
  return ({ path }: RecordedRequest) => `${path}/`.includes(`/${ns}/`);
}

function byObject(
  requests: readonly RecordedRequest[],
): Map<string, RecordedRequest[]> {
  const found = new Map<string, RecordedRequest[]>();
  for (const request of requests) {
    const { path } = request;
    found.set(path, [...(found.get(path) ?? []), request]);
  }
  return found;
}

function expectOneAfterAnother(requests: readonly RecordedRequest[]): void {
  requests.slice(1).forEach(({ started }, index) => {
    expect(started).toBeGreaterThanOrEqual(requests[index].ended ?? Infinity);
  });
}
