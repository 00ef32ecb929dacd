import { countSince, readApiCounts } from '../rig/apiCounts';
import { Figures } from '../rig/rows';
import { Side } from '../rig/side';
import { percentile } from '../rig/statistics';
import { PortalSide } from '../sides/portal';
import { Look, ViewersSide } from '../sides/viewers';
import { Scenario, startLoad } from './Scenario';

const SECONDS = 10;
const VIEWERS = { greenroom: [1, 100, 1_000], peer: [1, 100] };
const PROJECTS = 10;
/** Whatever is asked of the API server about objects, by anybody. */
const READS = /^(GET|LIST) (?!leases$|namespaces$)\S/;

/** Cards that people look at: Greenroom's own, and the same asset as the Kubernetes plugin shows it. */
export const cards: Scenario = {
  id: 'B8',
  title: 'Cards that many look at',
  async run(context) {
    const { cluster, sizes, progress } = context;
    const figures = new Figures('B8');
    const portal = await Side.start<PortalSide>('portal');
    cluster.pin(portal.pid);
    const viewers = await startLoad<ViewersSide>(context, 'viewers');
    try {
      await viewers.call('start');
      const names = Array.from(
        { length: sizes.existing },
        (_, index) => `b8-${index % PROJECTS}/w${index}`,
      );
      const { value: origin } = await portal.call(
        'start',
        cluster.connection,
        names,
      );
      progress(`declaring ${sizes.existing} workbenches`);
      await portal.call('declare', names);
      const urls = names.map(
        name => `${origin}/api/greenroom/v1/assets/Workbench/${name}`,
      );
      await viewers.call('untilApplied', urls);
      cluster.pauseControllers();
      const own = urls.map((url): Look => ({ method: 'GET', url }));
      const peers = names.map(name => servicesOf(origin, name));

      for (let round = 0; round <= Math.min(3, sizes.repeats); round++) {
        // The first one warms up.
        const into = round ? figures : new Figures('warm-up');
        progress(`round ${round}`);
        const own99 = new Map<number, number>();
        for (const count of VIEWERS.greenroom) {
          const before = await readApiCounts(cluster.admin);
          own99.set(count, await looks(viewers, own, count, into));
          const after = await readApiCounts(cluster.admin);
          if (count !== 100) continue;
          into.add('p99_ms', 'ms', own99.get(count)!);
          into.add('cluster_calls', '', countSince(before, after, READS));
        }
        for (const count of VIEWERS.peer) {
          const before = await readApiCounts(cluster.admin);
          const p99 = await looks(viewers, peers, count, into, 'P3');
          const after = await readApiCounts(cluster.admin);
          const faster = p99 / own99.get(count)!;
          const name = count === 1 ? 'faster_than_P3_alone' : 'faster_than_P3';
          into.add(name, '×', faster, { peer: 'P3' });
          if (count !== 1) continue;
          const calls = countSince(before, after, READS) / SECONDS;
          into.add('cluster_calls_per_look', '', calls, { subject: 'P3' });
        }
      }
    } finally {
      cluster.resumeControllers();
      await portal.stop();
      await viewers.stop();
    }
    return figures.rows();
  },
};

async function looks(
  viewers: Side<ViewersSide>,
  all: Look[],
  count: number,
  figures: Figures,
  subject = 'greenroom',
): Promise<number> {
  const { value: taken } = await viewers.call('watch', all, {
    viewers: count,
    seconds: SECONDS,
  });
  const p99 = percentile(taken, 99);
  figures.add(`p50_ms_of_${count}_viewers`, 'ms', percentile(taken, 50), {
    subject,
  });
  figures.add(`p99_ms_of_${count}_viewers`, 'ms', p99, { subject });
  return p99;
}

/** What the tab of the Kubernetes plugin asks for the entity of a workbench. */
function servicesOf(origin: string, name: string): Look {
  const [namespace, workbench] = name.split('/');
  return {
    method: 'POST',
    url: `${origin}/api/kubernetes/services/${workbench}`,
    body: {
      auth: {},
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: workbench, namespace },
      },
    },
  };
}
