import {
  FaultProxy,
  delays,
  WRITES,
} from '@greenroom/controller-runtime/testing';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { KubeClient } from '@greenroom/controller-runtime';
import {
  adminClient,
  DevCluster,
  testCluster,
  uniqueNamespace,
} from '@greenroom/devcluster';
import { Knex } from 'knex';
import { startPostgres, TestDatabase } from '../../__testUtils__/databases';
import {
  EngineHarness,
  eventually,
  PLAIN_TARGETS,
  RESOURCES,
} from '../__testUtils__/EngineHarness';
import { expectInventoryExact, ready, STORAGE } from './__testUtils__/assets';

jest.setTimeout(120_000);

const NEWER = 'example.org/newer';

/** What a later release may look like: another label on every object. */
const NEWER_TARGETS = PLAIN_TARGETS.map(
  (target): Target => ({
    ...target,
    render: (...args) =>
      target.render(...args).map(manifest => {
        const { metadata } = manifest.object;
        const labels = { ...metadata.labels, [NEWER]: 'true' };
        return {
          ...manifest,
          object: { ...manifest.object, metadata: { ...metadata, labels } },
        };
      }),
  }),
);

/** A replica, and what it says to the cluster. */
interface Replica extends EngineHarness {
  readonly proxy: FaultProxy;
}

describe('two replicas on one PostgreSQL database', () => {
  const replicas: Replica[] = [];
  let postgres: TestDatabase;
  let cluster: DevCluster;
  let kubectl: KubeClient;
  let knex: Knex;
  let first: Replica;
  let second: Replica;

  const replica = async (lease?: EngineHarness['lease']): Promise<Replica> => {
    const proxy = await FaultProxy.to(cluster);
    const harness = await EngineHarness.create({
      knex,
      cluster,
      kubectl,
      server: proxy.url,
      lease,
    });
    const made = Object.assign(harness, { proxy });
    replicas.push(made);
    return made;
  };

  beforeAll(async () => {
    [cluster, postgres] = await Promise.all([testCluster(), startPostgres()]);
    kubectl = adminClient(cluster);
  }, 120_000);

  beforeEach(async () => {
    knex = await postgres.create();
    first = await replica();
    second = await replica(first.lease);
    await first.engine.start();
    await leads(first);
    await second.engine.start();
  });

  afterEach(async () => {
    await Promise.all(replicas.map(({ engine }) => engine.stop()));
    await Promise.all(replicas.splice(0).map(({ proxy }) => proxy.stop()));
  });

  afterAll(async () => {
    await kubectl?.close();
    await postgres?.stop();
  });

  it('scenario 41: one that is stopped during work ends within 10 s, and the other begins within 2 s', async () => {
    const ns = uniqueNamespace('replicas');
    const project = await first.project(ns);
    await ready(first, project);
    const applies = { verb: 'apply', path: /\/statefulsets\// } as const;
    first.proxy.fault(applies, delays({ before: 500, after: 500 }));
    const workbench = await first.workbench(ns, 'explore', STORAGE);
    await first.proxy.api.begun(applies);

    const asked = performance.now();
    await first.engine.stop();
    expect(performance.now() - asked).toBeLessThan(10_000);
    first.proxy.api.clear();
    await leads(second, 2_000);

    await ready(second, workbench);
    const objects = await expectInventoryExact(second, ns);
    expect(objects).toContain('StatefulSet explore');
    // What was in work was finished, so there was nothing left to write.
    expect(writes(second, ns)).toEqual([]);
    expect(writes(first, ns)).toEqual([]);
  });

  it('scenario 41: whichever reconciles, announces each status with a larger number, and both answer the latest', async () => {
    const ns = uniqueNamespace('replicas');
    const project = await second.project(ns);
    const workbench = await second.workbench(ns, 'explore', STORAGE);
    // What the standby was told, the holder learns from the change feed.
    await ready(first, project);
    await ready(first, workbench);
    const before = await latest(first, workbench.id);
    expect(second.publish).not.toHaveBeenCalled();

    await first.engine.stop();
    await leads(second);
    first.publish.mockClear();
    await second.workbench(ns, 'explore', { ...STORAGE, title: 'Mine' });
    await second.until(workbench, status => status?.observedRevision === 2);

    const after = await latest(second, workbench.id);
    expect(after).toBeGreaterThan(before);
    expect(first.publish).not.toHaveBeenCalled();
    const { kind, name } = workbench;
    const asset = { kind, project: ns, name };
    const seen = await first.store.getWithStatus(asset);
    expect(seen?.status).toMatchObject({ observedRevision: 2 });
    expect(await second.store.getWithStatus(asset)).toEqual(seen);
  });

  it('scenario 21: of two versions, let only the holder apply, and each object once at the switch', async () => {
    const ns = uniqueNamespace('replicas');
    const project = await first.project(ns);
    const workbench = await first.workbench(ns, 'explore', STORAGE);
    await ready(first, project);
    await ready(first, workbench);
    await second.restart(NEWER_TARGETS);
    await live(second);
    first.proxy.api.clear();
    second.proxy.api.clear();

    // What concerns both while both live: the older one applies it alone.
    await second.workbench(ns, 'explore', { ...STORAGE, title: 'Mine' });
    await first.until(workbench, status => status?.observedRevision === 2);
    await kubectl.delete(RESOURCES.services, {
      namespace: ns,
      name: 'explore',
    });
    await eventually(async () =>
      expect(
        (
          await first.exists(RESOURCES.services, ns, 'explore')
        )?.metadata.labels,
      ).not.toHaveProperty([NEWER]),
    );
    await ready(first, workbench);
    expect(writes(second, ns)).toEqual([]);
    expectNoneTwice(writes(first, ns).filter(each => !/services/.test(each)));

    await first.engine.stop();
    first.proxy.api.clear();
    await leads(second, 2_000);
    await eventually(async () => {
      for (const resource of [RESOURCES.services, RESOURCES.statefulSets]) {
        const object = await second.exists(resource, ns, 'explore');
        expect(object?.metadata.labels).toHaveProperty([NEWER]);
      }
    });
    // Whatever its own writes bring about has been looked at by the time that this is applied.
    const other = await second.workbench(ns, 'other');
    await ready(second, other);
    expect(writes(first, ns)).toEqual([]);
    expectNoneTwice(writes(second, ns));
    expect(await expectInventoryExact(second, ns)).toContain(
      'StatefulSet explore',
    );
  });

  /** The number that was announced last, once it is the one that is stored. */
  async function latest({ publish }: Replica, id: string): Promise<number> {
    let last = 0;
    await eventually(async () => {
      const numbers = announced(publish.mock.calls, id);
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      last = numbers.at(-1) ?? 0;
      const stored = await knex('statuses').where({ declaration_id: id });
      expect(stored).toMatchObject([{ sequence: last }]);
    });
    return last;
  }
});

/** Its watches are up: nothing is unknown to it. */
function live({ engine }: Replica): Promise<void> {
  return eventually(async () =>
    expect(engine.clusters()).toMatchObject([{ state: 'live' }]),
  );
}

function expectNoneTwice(requests: readonly string[]): void {
  expect([...requests].sort()).toEqual([...new Set(requests)].sort());
}

function leads({ engine }: Replica, timeoutMs?: number): Promise<void> {
  return eventually(
    async () => expect(engine.clusters()).toMatchObject([{ leader: true }]),
    timeoutMs,
  );
}

function writes({ proxy }: Replica, ns: string): string[] {
  return proxy.api
    .of({ verb: WRITES, query: { dryRun: null } })
    .filter(({ path }) => path.includes(`/${ns}`))
    .map(({ verb, path }) => `${verb} ${path}`);
}

/** Numbers of the changes of one asset, in the order in which browsers hear of them. */
function announced(calls: readonly unknown[], id: string): number[] {
  const signals = calls as [
    { channel: string; message: { sequence: number } },
  ][];
  return signals
    .filter(([{ channel }]) => channel.endsWith(`:${id}`))
    .map(([{ message }]) => message.sequence);
}
