import { Figures } from '../rig/rows';
import { Scenario, startEngine } from './Scenario';
import { existingFleet } from './workbenches';

/** Deletion of many at once, data included. */
export const remove: Scenario = {
  id: 'B12',
  title: 'Delete workbenches',
  async run(context) {
    const { sizes, progress, cluster } = context;
    const figures = new Figures('B12');
    const engine = await startEngine(context);
    try {
      for (let round = 1; round <= sizes.repeats; round++) {
        progress(`round ${round} of ${sizes.repeats}`);
        cluster.pauseControllers();
        const fleet = await existingFleet(engine, `b12-${round}`, {
          projects: 5,
          workbenches: sizes.create,
        });
        const { value: objects } = await engine.call('renderAll', fleet.ids);
        // Volumes go only when their controller has let go of them.
        cluster.resumeControllers();
        const { ms } = await engine.call('remove', fleet.ids);
        figures.add('objects_per_s', '1/s', (objects.length / ms) * 1_000);
        const left = await cluster.countOwned(fleet.projects);
        figures.add('orphans', '', left);
      }
    } finally {
      cluster.resumeControllers();
      await engine.stop();
    }
    return figures.rows();
  },
};
