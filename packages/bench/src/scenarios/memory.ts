import { Figures } from '../rig/rows';
import { Side } from '../rig/side';
import { EngineSide } from '../sides/engine';
import { PodsSide } from '../sides/pods';
import { PodObject } from '../sides/podStatus';
import { podsOf } from './podsOf';
import { Context, Scenario, startEngine, startLoad } from './Scenario';
import { existingFleet, quiet } from './workbenches';

/** What others have on the cluster. */
const STRANGERS = { pods: 10_000, eventsPerMinute: 1_000, minutes: 1 };

/** Resident memory of a process that was started with everything there, above that of one with nothing. */
export const memory: Scenario = {
  id: 'M1–M2',
  title: 'Memory',
  async run(context) {
    const { cluster, sizes, progress } = context;
    const own = new Figures('M1');
    const strangers = new Figures('M2');
    const database = cluster.file('memory.sqlite');
    const pods = await startLoad<PodsSide>(context, 'pods');
    await pods.call('start', cluster.connection);
    cluster.pauseControllers();
    try {
      const rounds = Math.min(3, sizes.repeats);
      const empty = await grown(context, { database, rounds });

      progress(`creating ${sizes.existing} workbenches and their pods`);
      const engine = await startEngine(context, { database });
      const fleet = await existingFleet(engine, 'm1', {
        projects: 10,
        workbenches: sizes.existing,
      });
      await pods.call('create', await podsOf(engine, cluster, fleet.ids));
      await quiet(engine);
      await engine.stop();
      const full = await grown(context, { database, rounds });
      for (const [round, { rss, heap }] of full.entries()) {
        const per1000 = (bytes: number) =>
          bytes / 2 ** 20 / (sizes.existing / 1_000);
        own.add(
          'rss_mb_per_1000_assets',
          'MiB',
          per1000(rss - empty[round].rss),
        );
        own.add(
          'heap_mb_per_1000_assets',
          'MiB',
          per1000(heap - empty[round].heap),
        );
        own.add('rss_mb', 'MiB', rss / 2 ** 20);
      }

      progress(`creating ${STRANGERS.pods} pods of strangers`);
      await cluster.createNamespace('strangers');
      const foreign = strangersPods();
      await pods.call('create', foreign);
      const crowded = await grown(context, {
        database,
        rounds,
        meanwhile: () =>
          pods.call(
            'events',
            foreign.map(({ metadata }) => metadata),
            {
              perSecond: STRANGERS.eventsPerMinute / 60,
              seconds: (STRANGERS.minutes * 60) / rounds,
            },
          ),
      });
      for (const [round, { rss, heap }] of crowded.entries()) {
        const more = (bytes: number, before: number) =>
          (bytes - before) / 2 ** 20;
        strangers.add('rss_mb_of_strangers', 'MiB', more(rss, full[round].rss));
        strangers.add(
          'heap_mb_of_strangers',
          'MiB',
          more(heap, full[round].heap),
        );
      }
    } finally {
      cluster.resumeControllers();
      await pods.stop();
    }
    return [...own.rows(), ...strangers.rows()];
  },
};

interface Grown {
  rss: number;
  heap: number;
}

/** What an engine comes to that is started with what is there now, some times over. */
async function grown(
  context: Context,
  how: {
    database: string;
    rounds: number;
    meanwhile?: () => Promise<unknown>;
  },
): Promise<Grown[]> {
  const found: Grown[] = [];
  for (let round = 1; round <= how.rounds; round++) {
    context.progress(`measuring, round ${round} of ${how.rounds}`);
    const { database } = how;
    const engine: Side<EngineSide> = await startEngine(context, { database });
    await engine.call('awaitLive');
    await quiet(engine);
    await how.meanwhile?.();
    found.push((await engine.call('memory')).value);
    await engine.stop();
  }
  return found.sort((a, b) => a.rss - b.rss);
}

/** Pods of a namespace that Greenroom has nothing to do with, with as much in them as usual ones have. */
function strangersPods(): PodObject[] {
  return Array.from({ length: STRANGERS.pods }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: 'strangers',
      name: `web-${index}`,
      labels: { app: 'web', 'pod-template-hash': '6f7b9c8d5' },
    },
    spec: {
      nodeName: 'cpu-1',
      containers: ['web', 'proxy'].map(name => ({
        name,
        image: `registry.example.org/${name}:1.27.3`,
        env: Array.from({ length: 12 }, (__, each) => ({
          name: `SETTING_${each}`,
          value: `a value as long as most values are ${each}`,
        })),
        resources: { requests: { cpu: '1m', memory: '1Mi' } },
      })),
    },
  }));
}
