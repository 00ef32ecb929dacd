import { parseArgs } from 'node:util';
import { answers, FaultProxy } from '@greenroom/controller-runtime/testing';
import { pause } from './rig/clock';
import { BenchCluster } from './rig/cluster';
import { Side } from './rig/side';
import { slopeOf } from './rig/statistics';
import { EngineSide } from './sides/engine';
import { Wanted } from './sides/declarations';

const PROJECTS = ['soak-0', 'soak-1', 'soak-2'];
const WORKBENCHES = 60;
const SAMPLE_MS = 10_000;
/** Compiling and filling caches is no leak. */
const WARM_UP = 1 / 3;

/** What may not grow for as long as an engine runs, per hour. */
const LIMITS = { rssMb: 60, heapMb: 15, sockets: 6, handles: 12 };

interface Sample {
  hours: number;
  rssMb: number;
  heapMb: number;
  sockets: number;
  handles: number;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

/**
 * One engine that has work and trouble for minutes: changes, drift, creations and
 * deletions, watches that break and an API server that fails now and then. Says
 * how fast memory, sockets and handles grow. The last line is `N passed, N failed`.
 */
async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: 'string', default: '20' } },
  });
  const minutes = Number(values.minutes);
  if (!(minutes >= 1))
    throw new Error(`'${values.minutes}' is no number of at least 1`);
  const cluster = await BenchCluster.start();
  const proxy = await FaultProxy.to(cluster.connection);
  const engine = await Side.start<EngineSide>('engine');
  try {
    const connection = { ...cluster.connection, server: proxy.url };
    await engine.call('start', { clusters: [{ name: 'bench', connection }] });
    return report(await live(engine, proxy, cluster, minutes));
  } finally {
    await engine.stop();
    await proxy.stop();
    await cluster.stop();
  }
}

async function live(
  engine: Side<EngineSide>,
  proxy: FaultProxy,
  cluster: BenchCluster,
  minutes: number,
): Promise<Sample[]> {
  const projects = PROJECTS.map(
    (project): Wanted => ({ kind: 'Project', project }),
  );
  const fleet = Array.from({ length: WORKBENCHES }, (_, index) => ({
    kind: 'Workbench' as const,
    project: PROJECTS[index % PROJECTS.length],
    name: `w${index}`,
  }));
  for (const wanted of [projects, fleet]) {
    const { value: ids } = await engine.call('declare', wanted);
    await engine.call('apply', ids);
  }
  const samples: Sample[] = [];
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  for (let turn = 0; elapsed() < minutes * 60_000; turn++) {
    const until = elapsed() + SAMPLE_MS;
    await trouble(turn, engine, proxy, cluster, fleet);
    for (let index = 0; elapsed() < until; index++) {
      const one = fleet[(turn * 7 + index) % fleet.length];
      const title = `turn ${turn}-${index}`;
      await engine.call('change', { ...one, title });
      await pause(200);
    }
    // What the rig itself keeps would look like a leak.
    proxy.api.clear();
    await engine.call('stored');
    const { value: memory } = await engine.call('memory');
    const { value: open } = await engine.call('open');
    samples.push({
      hours: elapsed() / 3_600_000,
      rssMb: memory.rss / 2 ** 20,
      heapMb: memory.heap / 2 ** 20,
      ...open,
    });
    const { rssMb, sockets, handles } = samples[samples.length - 1];
    say(
      `${Math.round(elapsed() / 1_000)} s: ${Math.round(
        rssMb,
      )} MB, ${sockets} sockets, ${handles} handles`,
    );
  }
  return samples;
}

/** Another kind of it each time. */
async function trouble(
  turn: number,
  engine: Side<EngineSide>,
  proxy: FaultProxy,
  cluster: BenchCluster,
  fleet: readonly { project: string; name: string }[],
): Promise<void> {
  const { project, name } = fleet[turn % fleet.length];
  switch (turn % 5) {
    case 0:
      proxy.cutWatches();
      break;
    case 1:
      proxy.fault({}, answers(500), { times: 10 });
      break;
    case 2:
      proxy.fault({}, answers(429, { retryAfter: 1 }), { times: 5 });
      break;
    case 3:
      await cluster.editService({ namespace: project, name });
      break;
    default: {
      const wanted = { kind: 'Workbench' as const, project, name: `t${turn}` };
      const { value: ids } = await engine.call('declare', [wanted]);
      await engine.call('apply', ids);
      await engine.call('remove', ids);
    }
  }
}

function report(samples: readonly Sample[]): number {
  const settled = samples.slice(Math.floor(samples.length * WARM_UP));
  const slopes = Object.entries(LIMITS).map(([name, limit]) => {
    const slope = slopeOf(
      settled.map(({ hours }) => hours),
      settled.map(sample => sample[name as keyof typeof LIMITS]),
    );
    return { name, limit, slope };
  });
  for (const { name, limit, slope } of slopes) {
    const mark = slope <= limit ? '✔' : '✘';
    say(`${mark} ${name}: ${slope.toFixed(1)} per hour (at most ${limit})`);
  }
  const failed = slopes.filter(({ slope, limit }) => slope > limit).length;
  say(`${slopes.length - failed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    say(error instanceof Error ? error.stack ?? error.message : String(error));
    say('0 passed, 1 failed');
    process.exit(1);
  },
);
