import { RecordedRequest } from '@greenroom/controller-runtime/testing';
import { uniqueNamespace } from '@greenroom/devcluster';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { Knex } from 'knex';
import { StoredDeclaration } from '../../declarations/DeclarationStore';
import { builtInTargets } from '../../targets';
import { PLAIN_TARGETS, RESOURCES } from '../__testUtils__/EngineHarness';
import {
  expectInventoryExact,
  failureOf,
  gone,
  modelServer,
  ready,
  STORAGE,
} from './__testUtils__/assets';
import { EngineProcess, faultBench } from './__testUtils__/faultBench';
import { stopsAt } from './__testUtils__/stopsAt';

/** Dozens of processes live and die in a test, on cores that others use too. */
jest.setTimeout(240_000);

/** Processes that live at the same time, each on a database of its own. */
const AT_ONCE = 4;

/** When a process dies: at one of the requests about what it was told to do. */
interface CrashPoint {
  nth: number;
  moment: 'before it is sent' | 'before it is answered';
}

interface Case {
  asset: string;
  targets: readonly Target[];
  declare(process: EngineProcess, ns: string): Promise<StoredDeclaration>;
}

const OPERATORS = builtInTargets.filter(
  ({ id }) => !['statefulset', 'deployment'].includes(id),
);
const aWorkbench = (process: EngineProcess, ns: string) =>
  process.workbench(ns, 'explore', STORAGE);
const aModelServer = (process: EngineProcess, ns: string) =>
  modelServer(process, ns, 'scorer');

const CASES: Case[] = [
  {
    asset: 'a Workbench as a StatefulSet',
    targets: PLAIN_TARGETS,
    declare: aWorkbench,
  },
  {
    asset: 'a Workbench as a Notebook',
    targets: OPERATORS,
    declare: aWorkbench,
  },
  {
    asset: 'a ModelServer as a Deployment',
    targets: PLAIN_TARGETS,
    declare: aModelServer,
  },
  {
    asset: 'a ModelServer as an InferenceService',
    targets: OPERATORS,
    declare: aModelServer,
  },
];

describe('a process that dies', () => {
  const bench = faultBench();

  it.each(CASES)(
    'scenario 17: after each API call of a creation leaves nothing twice and nothing lost: $asset',
    async ({ targets, declare }) => {
      const create = async (point?: CrashPoint) => {
        const ns = uniqueNamespace('crash');
        const database = await bench.newDatabase();
        const first = await bench.process(database);
        const project = await first.project(ns, { pods: '9' });
        const asset = await declare(first, ns);
        const died = point && dies(first, ns, point);
        await first.restart(targets);
        const last = died
          ? await succeeded(first, died, ready(first, asset), targets, database)
          : first;
        await ready(last, project);
        await ready(last, asset);
        expect(await failureOf(last, asset)).toBeUndefined();
        const objects = await expectInventoryExact(last, ns);
        await finish(last, ns);
        return { point, objects, calls: callsOf(first, ns) };
      };

      const { objects, calls } = await create();
      expect(calls.length).toBeGreaterThan(5);
      await inTurns(crashPoints(calls), async point => {
        const found = await create(point);
        expect({ ...found, calls }).toEqual({ point, objects, calls });
      });
    },
  );

  it('scenario 18: after each API call of a deletion leaves nothing behind, and data as it was asked', async () => {
    const remove = async (deleteData: boolean, point?: CrashPoint) => {
      const ns = uniqueNamespace('crash');
      const database = await bench.newDatabase();
      const first = await bench.process(database);
      const project = await first.project(ns);
      const asset = await aWorkbench(first, ns);
      await first.engine.start();
      await ready(first, asset);
      first.proxy.api.clear();

      const died = point && dies(first, ns, point);
      await first.remove(asset, deleteData);
      const last = died
        ? await succeeded(
            first,
            died,
            gone(first, asset),
            PLAIN_TARGETS,
            database,
          )
        : first;
      await gone(last, asset);
      const calls = callsOf(first, ns);
      const data = await last.exists(RESOURCES.claims, ns, 'explore-work');
      const left = {
        service: await last.exists(RESOURCES.services, ns, 'explore'),
        set: await last.exists(RESOURCES.statefulSets, ns, 'explore'),
        rows: await last.knex('inventory').where({ declaration_id: asset.id }),
      };
      await ready(last, project);
      await finish(last, ns);
      expect({ point, ...left }).toEqual({ point, rows: [] });
      expect({ point, kept: !!data }).toEqual({ point, kept: !deleteData });
      return calls;
    };

    for (const deleteData of [false, true]) {
      const calls = await remove(deleteData);
      expect(calls.length).toBeGreaterThan(4);
      await inTurns(crashPoints(calls), point => remove(deleteData, point));
    }
  });

  it('scenario 16: between objects, with what it had done unrecorded, is gone on from', async () => {
    const ns = uniqueNamespace('crash');
    const database = await bench.newDatabase();
    const first = await bench.process(database);
    await first.project(ns);
    const asset = await aWorkbench(first, ns);
    const applies = stopsAt(first, {
      verb: 'apply',
      path: /statefulsets/,
    });
    await first.engine.start();
    await applies;
    const claim = await first.exists(RESOURCES.claims, ns, 'explore-work');
    const service = await first.exists(RESOURCES.services, ns, 'explore');
    expect(claim && service).toBeDefined();
    expect(
      await database('inventory').where({ declaration_id: asset.id }),
    ).toMatchObject([{ uid: null }, { uid: null }, { uid: null }]);

    const last = await successor(database, PLAIN_TARGETS);
    await ready(last, asset);
    const objects = await expectInventoryExact(last, ns);
    expect(objects).toContain('StatefulSet explore');
    const now = await last.exists(RESOURCES.claims, ns, 'explore-work');
    expect(now?.metadata.uid).toBe(claim?.metadata.uid);
  });

  /**
   * The process that goes on after the death of another. How often something is
   * looked at differs from run to run: one that is done before it comes to its
   * point dies then.
   */
  async function succeeded(
    first: EngineProcess,
    died: Promise<void>,
    done: Promise<unknown>,
    targets: readonly Target[],
    database: Knex,
  ): Promise<EngineProcess> {
    const dying = died.then(() => true);
    const dead = await Promise.race([
      dying,
      done.then(
        () => false,
        () => dying,
      ),
    ]);
    if (!dead) await first.crash();
    return successor(database, targets);
  }

  async function successor(database: Knex, targets: readonly Target[]) {
    const process = await bench.process(database);
    await process.restart(targets);
    return process;
  }

  async function finish(process: EngineProcess, ns: string) {
    await process.engine.stop();
    await bench.kubectl.delete(RESOURCES.namespaces, { name: ns });
  }
});

const about = ({ proxy }: EngineProcess, ns: string) => ({
  when: (request: RecordedRequest) =>
    request.verb !== 'watch' &&
    isAbout(request, ns) &&
    !isRepeated(request, ns, proxy.api.all),
});

function isAbout({ path }: RecordedRequest, ns: string): boolean {
  return `${path}/`.includes(`/${ns}/`);
}

/** How often a right that was given just now is tried, and the namespace looked at for it, is another time each run. */
function isRepeated(
  { verb, path, started }: RecordedRequest,
  ns: string,
  all: readonly RecordedRequest[],
): boolean {
  const refused = all.filter(
    each => each.status === 403 && each.started < started && isAbout(each, ns),
  );
  return (
    refused.some(each => each.verb === verb && each.path === path) ||
    (refused.length > 0 && verb === 'get' && path.endsWith(`/namespaces/${ns}`))
  );
}

function callsOf(process: EngineProcess, ns: string): RecordedRequest[] {
  return process.proxy.api.of(about(process, ns));
}

/** A call that reads leaves the cluster as it was: before it and after it are one moment. */
function crashPoints(calls: readonly RecordedRequest[]): CrashPoint[] {
  return calls.flatMap(({ method }, nth): CrashPoint[] =>
    method === 'GET'
      ? [{ nth, moment: 'before it is sent' }]
      : [
          { nth, moment: 'before it is sent' },
          { nth, moment: 'before it is answered' },
        ],
  );
}

/** Lets a process die at that moment; resolves when it has. */
function dies(
  process: EngineProcess,
  ns: string,
  { nth, moment }: CrashPoint,
): Promise<void> {
  const asked = moment === 'before it is answered';
  return stopsAt(process, about(process, ns), nth, asked);
}

async function inTurns<T>(
  all: readonly T[],
  each: (one: T) => Promise<unknown>,
): Promise<void> {
  const left = [...all];
  const worker = async () => {
    for (let one = left.shift(); one; one = left.shift()) await each(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
