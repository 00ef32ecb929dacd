import { setTimeout as sleep } from 'node:timers/promises';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { uniqueNamespace } from '@greenroom/devcluster';
import { statefulSetWorkbench } from '../../targets/statefulset';
import {
  eventually,
  PLAIN_TARGETS,
  RESOURCES,
} from '../__testUtils__/EngineHarness';
import { ready } from './__testUtils__/assets';
import { EngineProcess, faultBench } from './__testUtils__/faultBench';
import { ownCluster } from './__testUtils__/ownCluster';

jest.setTimeout(120_000);

/** For how long to count attempts. A slow machine makes fewer of them, never more. */
const LOOK_MS = 5_000;
const POISON = 'poison';
const MISTAKE = "Cannot read properties of undefined (reading 'cpu')";

describe('a target with a mistake in it', () => {
  // A kind that another test installs is a reason to try again, and would be counted.
  const cluster = ownCluster({ crds: 'none' });
  const bench = faultBench(cluster.start);
  let process: EngineProcess;
  let ns: string;

  afterAll(cluster.stop, 30_000);

  beforeEach(async () => {
    process = await bench.process();
    ns = uniqueNamespace('poison');
  });

  afterEach(async () => {
    await process.engine.stop();
    await bench.kubectl.delete(RESOURCES.namespaces, { name: ns });
  });

  it.each(['interests', 'render', 'status'] as const)(
    'scenario 36: fails in its %s for one asset, again later and later, and for no other',
    async member => {
      const { target, attempts } = mistaken(member);
      await process.restart([
        ...PLAIN_TARGETS.filter(({ kind }) => kind !== 'Workbench'),
        target,
      ]);
      const project = await process.project(ns);
      const poison = await process.workbench(ns, POISON);
      const others = await Promise.all(
        ['one', 'two', 'three'].map(name => process.workbench(ns, name)),
      );

      await ready(process, project);
      for (const other of others) await ready(process, other);
      const status = await process.until(poison, seen =>
        JSON.stringify(seen?.explanation).includes(MISTAKE),
      );
      expect(status?.phase).not.toBe('Ready');

      await eventually(async () =>
        expect(longestPause(attempts)).toBeGreaterThan(1_000),
      );
      const before = attempts.length;
      await sleep(LOOK_MS);
      // Each pause is twice the one before; one attempt may call it more than once.
      expect(attempts.length - before).toBeLessThan(6);
    },
  );
});

/** A target that throws when it comes to one workbench. */
function mistaken(member: 'interests' | 'render' | 'status') {
  const attempts: number[] = [];
  const original = statefulSetWorkbench[member] as (
    ...args: unknown[]
  ) => unknown;
  const target: Target<'Workbench'> = {
    ...statefulSetWorkbench,
    [member]: (...args: [{ name: string }, ...unknown[]]) => {
      if (args[0].name === POISON) {
        attempts.push(performance.now());
        throw new TypeError(MISTAKE);
      }
      return original(...args);
    },
  };
  return { target: target as Target, attempts };
}

function longestPause(times: readonly number[]): number {
  return Math.max(...times.slice(1).map((at, index) => at - times[index]));
}
