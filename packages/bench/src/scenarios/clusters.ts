import { pause } from '../rig/clock';
import { Figures } from '../rig/rows';
import { Side } from '../rig/side';
import { percentile } from '../rig/statistics';
import { Wanted } from '../sides/declarations';
import { EngineSide } from '../sides/engine';
import { WatchProxySide } from '../sides/watchProxy';
import { Context, Scenario, startEngine, startLoad } from './Scenario';
import { quiet } from './workbenches';

const CLUSTERS = 20;
const DARK = 0;
/** Requests to the silent one wait by now, and those who have waited too long try again. */
const DARK_FOR_MS = 5_000;

const nameOf = (index: number) => `bench-${index}`;

/**
 * Twenty addresses of one API server, so twenty clusters to Greenroom. One falls
 * silent, with work waiting for it; the others must not notice.
 */
export const clusters: Scenario = {
  id: 'B10',
  title: 'Twenty clusters, one of them silent',
  async run(context) {
    const { cluster, sizes, progress } = context;
    const figures = new Figures('B10');
    const proxy = await startLoad<WatchProxySide>(context, 'watchProxy');
    const { value: addresses } = await proxy.call(
      'start',
      cluster.connection,
      CLUSTERS,
    );
    const engine = await startEngine(context, {
      clusters: addresses.map((server, index) => ({
        name: nameOf(index),
        connection: {
          ...cluster.connection,
          name: nameOf(index),
          server,
        },
      })),
    });
    cluster.pauseControllers();
    try {
      progress(`creating a workbench on each of ${CLUSTERS} clusters`);
      await engine.call('awaitLeader');
      const wanted = addresses.map((_, index) => workbenchOn(index));
      for (const [index, workbench] of wanted.entries()) {
        await apply(engine, { ...workbench, kind: 'Project' }, index);
        await apply(engine, workbench, index);
      }
      await quiet(engine);
      for (let round = 1; round <= sizes.repeats; round++) {
        progress(`round ${round} of ${sizes.repeats}`);
        const alive = await changes(context, engine, `alive ${round}`);
        await proxy.call('blackhole', DARK);
        // Nobody waits for this one: it ends when its cluster is back.
        const waiting = engine.call('change', {
          ...wanted[DARK],
          title: `dark ${round}`,
        });
        await pause(DARK_FOR_MS);
        const dark = await changes(context, engine, `dark ${round}`);
        await proxy.call('heal', DARK);
        await waiting;
        await quiet(engine);
        const p99 = percentile(alive, 99);
        const darkP99 = percentile(dark, 99);
        figures.add('p99_ms', 'ms', p99);
        figures.add('p99_ms_with_one_blackholed', 'ms', darkP99);
        figures.add('p99_with_one_blackholed', '×', darkP99 / p99);
        figures.add(
          'p50_with_one_blackholed',
          '×',
          percentile(dark, 50) / percentile(alive, 50),
        );
      }
    } finally {
      cluster.resumeControllers();
      await engine.stop();
      await proxy.stop();
    }
    return figures.rows();
  },
};

function workbenchOn(index: number): Wanted & { kind: 'Workbench' } {
  return {
    kind: 'Workbench',
    cluster: nameOf(index),
    project: `b10-${index}`,
    name: 'explore',
  };
}

async function apply(
  engine: Side<EngineSide>,
  wanted: Wanted,
  index: number,
): Promise<void> {
  const { value: ids } = await engine.call('declare', [wanted]);
  await engine.call('apply', ids, nameOf(index));
}

/** Changes on the clusters that always answer, one after the other; milliseconds of each. */
async function changes(
  { sizes }: Context,
  engine: Side<EngineSide>,
  label: string,
): Promise<number[]> {
  const latencies: number[] = [];
  for (let index = 0; index < sizes.changes; index++) {
    const on = 1 + (index % (CLUSTERS - 1));
    const title = `${label} ${index}`;
    const wanted = { ...workbenchOn(on), title };
    latencies.push((await engine.call('change', wanted)).value);
  }
  return latencies;
}
