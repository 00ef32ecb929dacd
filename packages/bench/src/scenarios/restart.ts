import { Figures } from '../rig/rows';
import { Scenario, startEngine, writesOf } from './Scenario';
import { existingFleet, quiet } from './workbenches';

/** A restart with everything there already: nothing is to be written. */
export const restart: Scenario = {
  id: 'B2',
  title: 'Restart with existing workbenches',
  async run(context) {
    const { sizes, progress, cluster } = context;
    const figures = new Figures('B2');
    const engine = await startEngine(context);
    cluster.pauseControllers();
    try {
      progress(`creating ${sizes.existing} workbenches`);
      await existingFleet(engine, 'b2', {
        projects: 10,
        workbenches: sizes.existing,
      });
      for (let round = 1; round <= sizes.repeats; round++) {
        progress(`restart ${round} of ${sizes.repeats}`);
        await engine.call('requests');
        const { value: ms, cpuMs } = await engine.call('restart');
        const { value: requests } = await engine.call('settle');
        figures.add('writes', '', writesOf(requests));
        figures.add('reads_of_single_objects', '', requests.get ?? 0);
        figures.add('seconds_to_live', 's', ms / 1_000);
        figures.add('cpu_s_to_live', 's', cpuMs / 1_000);
      }
      await quiet(engine);
    } finally {
      cluster.resumeControllers();
      await engine.stop();
    }
    return [
      ...figures.rows(),
      {
        scenario: 'B2',
        metric: 'existing_assets',
        unit: '',
        subject: 'greenroom',
        value: sizes.existing,
        min: sizes.existing,
        max: sizes.existing,
      },
    ];
  },
};
