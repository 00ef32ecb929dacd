import { pause } from '../rig/clock';
import { Figures } from '../rig/rows';
import { Side } from '../rig/side';
import { staleness, Stored } from '../rig/staleness';
import { percentile } from '../rig/statistics';
import { EngineSide } from '../sides/engine';
import { PodsSide } from '../sides/pods';
import { KubernetesObject } from '@greenroom/controller-runtime';
import { PodObject } from '../sides/podStatus';
import { WatchProxySide } from '../sides/watchProxy';
import { podsOf } from './podsOf';
import { Context, Scenario, startEngine, startLoad } from './Scenario';
import { existingFleet, quiet } from './workbenches';

const MOST_ASSETS = 1_000;
const STORM_SECONDS = 10;

/**
 * How often pods change. An API server on one core cannot change a thousand pods
 * a second: a proxy puts these changes into its watch. The last row is the API
 * server's own, as fast as it can.
 */
const STORMS = [
  { perSecond: 1_000, from: 'proxy', suffix: '' },
  { perSecond: 5_000, from: 'proxy', suffix: '_at_5000' },
  { perSecond: 1_000, from: 'apiserver', suffix: '_of_apiserver' },
] as const;

/** Every change shows in the status of its asset, with a number by which it is recognised in the database. */
export const storm: Scenario = {
  id: 'B7',
  title: 'Pods that change all the time',
  async run(context) {
    const { cluster, sizes, progress } = context;
    const figures = new Figures('B7');
    const { connection } = cluster;
    const proxy = await startLoad<WatchProxySide>(context, 'watchProxy');
    const { value: addresses } = await proxy.call('start', connection, 1);
    const engine = await startEngine(context, { server: addresses[0] });
    const pods = await startLoad<PodsSide>(context, 'pods');
    await pods.call('start', connection);
    cluster.pauseControllers();
    try {
      const workbenches = Math.min(sizes.existing, MOST_ASSETS);
      progress(`creating ${workbenches} workbenches and their pods`);
      const fleet = await existingFleet(engine, 'b7', {
        projects: 10,
        workbenches,
      });
      const made = await podsOf(engine, cluster, fleet.ids);
      await pods.call('create', made);
      await pods.call('watch', (await cluster.pods()).version);
      await quiet(engine);
      for (let round = 1; round <= Math.min(3, sizes.repeats); round++) {
        progress(`round ${round}`);
        await oneRound({ cluster, engine, pods, proxy, made }, figures);
      }
    } finally {
      cluster.resumeControllers();
      await Promise.all([engine.stop(), pods.stop(), proxy.stop()]);
    }
    return figures.rows();
  },
};

type SentPod = PodObject & KubernetesObject;

interface Rig extends Pick<Context, 'cluster'> {
  engine: Side<EngineSide>;
  pods: Side<PodsSide>;
  proxy: Side<WatchProxySide>;
  made: PodObject[];
}

async function oneRound(rig: Rig, figures: Figures): Promise<void> {
  const { cluster, engine, pods, proxy, made } = rig;
  for (const { perSecond, from, suffix } of STORMS) {
    const how = { perSecond, seconds: STORM_SECONDS };
    await engine.call('stored');
    await pods.call('watched');
    const { value: before } = await engine.call('cpu');
    const { value: changes } =
      from === 'apiserver'
        ? await pods.call('storm', made, how)
        : await proxy.call('storm', (await cluster.pods<SentPod>()).pods, how);
    const stored = await settled(engine);
    const { value: after } = await engine.call('cpu');
    const add = (
      name: string,
      unit: string,
      figure: number,
      subject?: string,
    ) => figures.add(`${name}${suffix}`, unit, figure, { subject });
    const addStaleness = (seen: readonly Stored[], subject?: string) => {
      const { ms, lost } = staleness(changes, seen);
      add('staleness_p50_ms', 'ms', percentile(ms, 50), subject);
      add('staleness_p99_ms', 'ms', percentile(ms, 99), subject);
      add('staleness_max_ms', 'ms', percentile(ms, 100), subject);
      add('lost', '', lost, subject);
    };
    add('changes_per_s', '1/s', changes.length / STORM_SECONDS);
    addStaleness(stored);
    add('cpu_ms_per_change', 'ms', (after - before) / changes.length);
    if (from === 'apiserver') {
      addStaleness((await pods.call('watched')).value, 'P0');
    }
  }
}

/** What was stored until a second went by with nothing new. */
async function settled(engine: Side<EngineSide>): Promise<Stored[]> {
  const all: Stored[] = [];
  for (;;) {
    await pause(1_000);
    const { value } = await engine.call('stored');
    if (!value.length) return all;
    all.push(...value);
  }
}
