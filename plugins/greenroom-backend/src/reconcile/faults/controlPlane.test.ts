import {
  Fault,
  Matcher,
  RecordedRequest,
} from '@greenroom/controller-runtime/testing';
import { uniqueNamespace } from '@greenroom/devcluster';
import { eventually, RESOURCES } from '../__testUtils__/EngineHarness';
import {
  expectInventoryExact,
  failureOf,
  ready,
  STORAGE,
} from './__testUtils__/assets';
import { ApiServerProcess } from './__testUtils__/ApiServerProcess';
import { EngineProcess, faultBench } from './__testUtils__/faultBench';
import { ownCluster } from './__testUtils__/ownCluster';

jest.setTimeout(120_000);

/** Within this after its return, all is as declared. */
const CONVERGED_MS = 10_000;
/** Within this the scheduler, the controllers and kwok have come back too. */
const RETURNED_MS = 40_000;
const { services, statefulSets } = RESOURCES;

describe('an API server that dies', () => {
  const cluster = ownCluster({ crds: 'none' });
  let apiServer: ApiServerProcess;
  const bench = faultBench(cluster.start);
  let process: EngineProcess;
  let ns: string;

  beforeAll(() => {
    apiServer = new ApiServerProcess(bench.cluster, bench.kubectl);
  });

  afterAll(async () => {
    await apiServer?.stop();
    await cluster.stop();
  }, 30_000);

  beforeEach(async () => {
    process = await bench.process();
    await process.engine.start();
    ns = uniqueNamespace('control-plane');
    await ready(process, await process.project(ns));
  });

  afterEach(() => process.engine.stop());

  it('scenario 1: is told to, in the middle of a creation: all is as declared within 10 s of its return, and nothing twice', async () => {
    const running = await Promise.all(
      ['one', 'two', 'three'].map(name => process.workbench(ns, name, STORAGE)),
    );
    for (const workbench of running) await ready(process, workbench);
    const before = await uids(['one', 'two', 'three']);

    const ended = endsAt({ verb: 'apply', path: /statefulsets\/four$/ });
    const created = await process.workbench(ns, 'four', STORAGE);
    await ended;
    await process.until(running[0], status => !!status?.stale);
    await apiServer.start();

    await eventually(async () => {
      expect(process.engine.clusters()).toMatchObject([{ state: 'live' }]);
      expect(await failureOf(process, created)).toBeUndefined();
      for (const workbench of running) {
        expect(await process.status(workbench)).toMatchObject({
          phase: 'Ready',
          stale: false,
        });
      }
      expect(await process.status(created)).toMatchObject({
        observedRevision: 1,
        stale: false,
      });
    }, CONVERGED_MS);
    // The controllers of the cluster take longer to come back.
    await process.until(
      created,
      status => status?.phase === 'Ready' && !status.stale,
      RETURNED_MS,
    );
    const objects = await expectInventoryExact(process, ns);
    expect(objects.filter(each => each.endsWith(' four'))).toHaveLength(2);
    expect(await uids(['one', 'two', 'three'])).toEqual(before);
  });

  it('scenario 2: is killed: what was deleted while nobody looked is noticed and made again', async () => {
    const { proxy } = process;
    const workbench = await process.workbench(ns, 'explore');
    await applied(workbench);
    const before = await uids(['explore']);

    await apiServer.kill();
    await proxy.cut();
    await process.until(workbench, status => !!status?.stale);
    await apiServer.start();
    for (const resource of [services, statefulSets]) {
      const name = 'explore';
      await bench.kubectl.delete(resource, { namespace: ns, name });
    }
    proxy.api.clear();
    await proxy.mend();

    await eventually(async () => {
      const now = await uids(['explore']);
      now.forEach((uid, index) => {
        expect(uid).toEqual(expect.any(String));
        expect(uid).not.toBe(before[index]);
      });
    });
    await applied(workbench);
    await expectInventoryExact(process, ns);
    for (const plural of ['services', 'statefulsets', 'pods']) {
      // A watch that can go on where it was needs none.
      expect(listsOf(plural)).toBeLessThan(2);
    }

    function listsOf(plural: string): number {
      return proxy.api.count({
        verb: 'list',
        when: ({ path, query }: RecordedRequest) =>
          path.endsWith(`/${plural}`) && !query.has('continue'),
      });
    }
  });

  /** Resolves when the API server has been told to end, at such a request, and has. */
  function endsAt(matcher: Matcher): Promise<void> {
    return new Promise((resolve, reject) => {
      const ends: Fault = {
        name: 'the API server ends',
        handle: async exchange => {
          await apiServer.terminate().then(resolve, reject);
          exchange.reset();
        },
      };
      process.proxy.fault(matcher, ends, { times: 1 });
    });
  }

  /** The controllers of a cluster whose API server has just been away may take longer to make it run. */
  function applied(workbench: { id: string }) {
    return process.until(
      workbench,
      status => status?.observedRevision === 1 && !status.stale,
    );
  }

  async function uids(names: readonly string[]) {
    const found = [];
    for (const resource of [services, statefulSets]) {
      for (const name of names) {
        const object = await process.exists(resource, ns, name);
        found.push(object?.metadata.uid);
      }
    }
    return found;
  }
});
