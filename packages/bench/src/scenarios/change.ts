import { countSince, readApiCounts } from '../rig/apiCounts';
import { Figures } from '../rig/rows';
import { Side } from '../rig/side';
import { percentile } from '../rig/statistics';
import { EngineSide } from '../sides/engine';
import { RawLoopSide } from '../sides/rawLoop';
import { Context, readsOf, Scenario, startEngine, writesOf } from './Scenario';
import { declareFleet, existingFleet, Fleet, quiet } from './workbenches';

/** Requests about the objects of assets, as the API server counts them. */
const OBJECT_READS =
  /^(GET|LIST) (services|statefulsets|persistentvolumeclaims|serviceaccounts|namespaces|pods)$/;
const OBJECT_WRITES =
  /^(POST|PUT|PATCH|APPLY|DELETE) (services|statefulsets|persistentvolumeclaims|serviceaccounts|namespaces)$/;

/** Rest, a change among many, a change during a backlog, and drift. */
export const change: Scenario = {
  id: 'B3–B6',
  title: 'Rest, one change, a change during a backlog, drift',
  async run(context) {
    const { sizes, progress, cluster } = context;
    const engine = await startEngine(context);
    const raw = await Side.start<RawLoopSide>('rawLoop');
    await raw.call('start', cluster.connection);
    cluster.pin(raw.pid);
    cluster.pauseControllers();
    try {
      progress(`creating ${sizes.existing} workbenches`);
      const fleet = await existingFleet(engine, 'b4', {
        projects: 10,
        workbenches: sizes.existing,
      });
      return [
        ...(await rest(context, engine)),
        ...(await oneChange(context, engine, raw, fleet)),
        ...(await drift(context, engine, fleet)),
      ];
    } finally {
      cluster.resumeControllers();
      await engine.stop();
      await raw.stop();
    }
  },
};

async function rest(
  { cluster, sizes, progress }: Context,
  engine: Side<EngineSide>,
) {
  progress(`resting for ${sizes.restSeconds} s`);
  const figures = new Figures('B3');
  await quiet(engine);
  const before = await readApiCounts(cluster.admin);
  await engine.call('requests');
  const { cpuMs } = await engine.call('rest', sizes.restSeconds * 1_000);
  const { value: sent } = await engine.call('requests');
  const after = await readApiCounts(cluster.admin);
  figures.add('requests', '', readsOf(sent));
  figures.add('identity_requests', '', sent.identity ?? 0);
  figures.add('discovery_requests', '', sent.discovery ?? 0);
  // As the API server counts them, whoever sends them: the namespace kube-system is read to see whose the cluster is.
  figures.add(
    'reads_of_apiserver',
    '',
    countSince(before, after, OBJECT_READS),
  );
  figures.add('writes', '', countSince(before, after, OBJECT_WRITES));
  figures.add('seconds', 's', sizes.restSeconds);
  figures.add('cpu_ms_per_s', 'ms', cpuMs / sizes.restSeconds);
  return figures.rows();
}

async function oneChange(
  context: Context,
  engine: Side<EngineSide>,
  raw: Side<RawLoopSide>,
  fleet: Fleet,
) {
  const { sizes, progress } = context;
  const alone = new Figures('B4');
  const busy = new Figures('B5');
  const { value: objects } = await engine.call('renderAll', [fleet.ids[0]]);
  const peer = objects.filter(({ kind }) => kind === 'StatefulSet');
  for (let round = 1; round <= sizes.repeats; round++) {
    progress(`changes, round ${round} of ${sizes.repeats}`);
    await engine.call('requests');
    const latencies = await changes(engine, fleet, round, sizes.changes);
    const { value: requests } = await engine.call('requests');
    alone.add('p50_ms', 'ms', percentile(latencies, 50));
    const p99 = percentile(latencies, 99);
    alone.add('p99_ms', 'ms', p99);
    alone.add('calls_per_change', '', callsOf(requests) / latencies.length);
    // An annotation that changes each time, or nothing would be written.
    const versions = Array.from({ length: sizes.changes }, (_, index) => ({
      ...peer[0],
      metadata: {
        ...peer[0].metadata,
        annotations: { 'example.org/round': `${round}-${index}` },
      },
    }));
    const { value: direct } = await raw.call('applyEach', versions);
    const peerP99 = percentile(direct, 99);
    alone.add('p99_ms', 'ms', peerP99, { subject: 'P0' });
    alone.add('p99_ms_over_P0', 'ms', p99 - peerP99, { peer: 'P0' });

    progress(`changes during a backlog, round ${round} of ${sizes.repeats}`);
    const backlog = await declareFleet(engine, `b5-${round}`, {
      projects: 5,
      workbenches: sizes.create,
    });
    const working = engine.call('apply', backlog.ids);
    const during = await changes(
      engine,
      fleet,
      1_000 + round,
      Math.ceil(sizes.changes / 4),
    );
    await working;
    const busyP99 = percentile(during, 99);
    busy.add('p99_ms', 'ms', busyP99);
    busy.add('p99_vs_alone', '×', busyP99 / p99);
    await quiet(engine);
  }
  return [...alone.rows(), ...busy.rows()];
}

async function changes(
  engine: Side<EngineSide>,
  fleet: Fleet,
  round: number,
  count: number,
): Promise<number[]> {
  const latencies: number[] = [];
  for (let index = 0; index < count; index++) {
    const wanted = fleet.wanted[index % fleet.wanted.length];
    const title = `${wanted.name} ${round}-${index}`;
    const { value } = await engine.call('change', { ...wanted, title });
    latencies.push(value);
  }
  return latencies;
}

function callsOf({
  watch: _,
  identity: __,
  discovery: ___,
  ...requests
}: Record<string, number>): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

/** Somebody edits one object in a hundred. */
async function drift(
  { cluster, sizes, progress }: Context,
  engine: Side<EngineSide>,
  fleet: Fleet,
) {
  progress('drift');
  const figures = new Figures('B6');
  const edited = fleet.wanted.slice(0, Math.max(5, sizes.existing / 100));
  const healed = await Promise.all(
    edited.map(({ project, name }) =>
      cluster.editService({ namespace: project, name }),
    ),
  );
  figures.add('heal_p99_ms', 'ms', percentile(healed, 99));
  await quiet(engine);
  const { value: requests } = await engine.call('requests');
  figures.add('writes_left', '', writesOf(requests));
  return figures.rows();
}
