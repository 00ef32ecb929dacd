import { Figures } from '../rig/rows';
import { Side } from '../rig/side';
import { EngineSide } from '../sides/engine';
import { startPostgres } from '../rig/postgres';
import { Context, Scenario } from './Scenario';

/** Two replicas on one PostgreSQL; the one that holds the cluster is killed. */
export const takeover: Scenario = {
  id: 'B11',
  title: 'Kill one of two replicas',
  async run(context) {
    const { sizes, progress } = context;
    const figures = new Figures('B11');
    const postgres = await startPostgres();
    try {
      for (let round = 1; round <= Math.min(3, sizes.repeats); round++) {
        progress(`round ${round}`);
        const database = await postgres.create();
        const { seconds, duplicates } = await oneTakeover(
          context,
          database,
          `b11-${round}`,
        );
        figures.add('takeover_s', 's', seconds);
        figures.add('duplicates', '', duplicates);
      }
    } finally {
      await postgres.stop();
    }
    return figures.rows();
  },
};

async function oneTakeover(
  { cluster }: Context,
  database: string,
  project: string,
): Promise<{ seconds: number; duplicates: number }> {
  const replica = async () => {
    const side = await Side.start<EngineSide>('engine');
    await side.call('start', {
      clusters: [{ name: 'bench', connection: cluster.connection }],
      database,
    });
    return side;
  };
  // The first one that asks holds it.
  const first = await replica();
  await first.call('awaitLeader');
  const second = await replica();
  const { value: ids } = await first.call('declare', [
    { kind: 'Project', project },
  ]);
  await first.call('apply', ids);
  const dying = first.call(
    'apply',
    (
      await first.call(
        'declare',
        Array.from({ length: 20 }, (_, index) => ({
          kind: 'Workbench' as const,
          project,
          name: `w${index}`,
        })),
      )
    ).value,
  );
  dying.catch(() => {});
  await new Promise(resolve => setTimeout(resolve, 150));
  await first.kill();
  const started = performance.now();
  await second.call('awaitLeader');
  const seconds = (performance.now() - started) / 1_000;
  await second.call('awaitApplied', 21);
  const duplicates = (await cluster.countOwned([project])) - 20 * 4;
  await second.stop();
  return { seconds, duplicates };
}
