import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';
import { Figures } from '../rig/rows';
import { Side } from '../rig/side';
import { ClientNodeSide } from '../sides/clientNode';
import { EngineSide } from '../sides/engine';
import { Kubectl } from '../sides/kubectl';
import { RawLoopSide } from '../sides/rawLoop';
import { Context, Scenario, startEngine, writesOf } from './Scenario';
import { declareFleet, quiet } from './workbenches';

interface Sides {
  engine: Side<EngineSide>;
  raw: Side<RawLoopSide>;
  clientNode: Side<ClientNodeSide>;
  kubectl?: Kubectl;
}

/** How many projects the workbenches are spread over, and so whether names are looked up one by one. */
interface Layout {
  name: string;
  projects(workbenches: number): number;
  /** Whether peers look at each name before, as the subject does. */
  look: boolean;
}

const SPREAD: Layout = { name: 'spread', projects: count => count, look: true };
const BULK: Layout = { name: 'bulk', projects: () => 5, look: false };

/** Cold creation: every workbench is two volumes, a Service and a StatefulSet. */
export const create: Scenario = {
  id: 'B1',
  title: 'Create workbenches, against a raw loop, client-node and kubectl',
  async run(context) {
    const { cluster, sizes, progress } = context;
    const figures = new Figures('B1');
    const sides = await startSides(context);
    cluster.pauseControllers();
    try {
      for (const layout of [SPREAD, BULK]) {
        // The first round warms up: code is compiled while it runs.
        for (let round = 0; round <= sizes.repeats; round++) {
          progress(`${layout.name}, round ${round} of ${sizes.repeats}`);
          await oneRound(
            context,
            sides,
            layout,
            round,
            round ? figures : new Figures('warm-up'),
          );
        }
      }
    } finally {
      cluster.resumeControllers();
      await Promise.all([
        sides.engine.stop(),
        sides.raw.stop(),
        sides.clientNode.stop(),
      ]);
    }
    return figures.rows();
  },
};

async function startSides(context: Context): Promise<Sides> {
  const { cluster } = context;
  const raw = await Side.start<RawLoopSide>('rawLoop');
  const clientNode = await Side.start<ClientNodeSide>('clientNode');
  cluster.pin(raw.pid);
  cluster.pin(clientNode.pid);
  await raw.call('start', cluster.connection);
  await clientNode.call('start', cluster.kubeconfig);
  return {
    engine: await startEngine(context),
    raw,
    clientNode,
    kubectl: await Kubectl.find(cluster.kubeconfig),
  };
}

/** Every side once, in an order that changes from round to round. */
async function oneRound(
  context: Context,
  sides: Sides,
  layout: Layout,
  round: number,
  figures: Figures,
): Promise<void> {
  const { name, look } = layout;
  const { create: workbenches } = context.sizes;
  const fleet = await declareFleet(sides.engine, `b1-${name}-${round}`, {
    projects: layout.projects(workbenches),
    workbenches,
  });
  const { value: rendered } = await sides.engine.call('renderAll', fleet.ids);
  const count = rendered.length;
  await quiet(sides.engine);

  const rates: Record<string, number> = {};
  const cpu: Record<string, number> = {};
  const measured = (side: string, ms: number, cpuMs?: number) => {
    rates[side] = (count / ms) * 1_000;
    figures.add(`objects_per_s_${name}`, '1/s', rates[side], { subject: side });
    if (cpuMs === undefined) return;
    cpu[side] = cpuMs / count;
    figures.add(`cpu_ms_per_object_${name}`, 'ms', cpu[side], {
      subject: side,
    });
  };
  const runs: (() => Promise<void>)[] = [
    async () => {
      const { ms, cpuMs } = await sides.engine.call('apply', fleet.ids);
      const { value: requests } = await sides.engine.call('requests');
      const calls =
        writesOf(requests) + (requests.get ?? 0) + (requests.list ?? 0);
      figures.add(`calls_per_object_${name}`, '', calls / count);
      measured('greenroom', ms, cpuMs);
    },
    async () => {
      const objects = await moved(context, rendered, 'p0');
      const { ms, cpuMs } = await sides.raw.call('apply', objects, { look });
      measured('P0', ms, cpuMs);
    },
    async () => {
      const objects = await moved(context, rendered, 'p2');
      const { ms, cpuMs } = await sides.clientNode.call('apply', objects, {
        look,
      });
      measured('P2', ms, cpuMs);
    },
    async () => {
      if (!sides.kubectl || look) return;
      const objects = await moved(context, rendered, 'p1');
      measured('P1', await sides.kubectl.apply(objects));
    },
  ];
  for (let turn = 0; turn < runs.length; turn++) {
    await runs[(turn + round) % runs.length]();
  }
  for (const peer of ['P0', 'P1', 'P2'].filter(side => side in rates)) {
    figures.add(
      `objects_per_s_vs_${peer}${name === 'spread' ? '' : `_${name}`}`,
      '×',
      rates.greenroom / rates[peer],
      { peer },
    );
    if (peer in cpu) {
      figures.add(
        `cpu_per_object_vs_${peer}${name === 'spread' ? '' : `_${name}`}`,
        '×',
        cpu.greenroom / cpu[peer],
        { peer },
      );
    }
  }
}

/** The same objects in namespaces of another side, which are made first. */
async function moved(
  { cluster }: Context,
  objects: readonly KubernetesObject[],
  side: string,
): Promise<KubernetesObject[]> {
  const elsewhere = objects.map(object => ({
    ...object,
    metadata: {
      ...object.metadata,
      namespace: `${side}-${object.metadata.namespace}`,
    },
  }));
  const names = new Set(elsewhere.map(({ metadata }) => metadata.namespace));
  for (const name of names) await cluster.createNamespace(name);
  return elsewhere;
}
