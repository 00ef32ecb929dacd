import { faultBench } from './__testUtils__/faultBench';
import { runScenario } from './__testUtils__/random/runScenario';
import { modelOf, stepsOf } from './__testUtils__/random/scenario';

/** Scenarios that run at the same time, each with a database and a process of its own. */
const AT_ONCE = 5;
const { GREENROOM_SEED, GREENROOM_SEEDS = '50' } = process.env;
const SEEDS = GREENROOM_SEED
  ? [Number(GREENROOM_SEED)]
  : Array.from({ length: Number(GREENROOM_SEEDS) }, (_, index) => index + 1);

jest.setTimeout(60_000 + SEEDS.length * 20_000);

describe('whatever happens', () => {
  const bench = faultBench();

  it('is decided by the seed, and leaves something to converge to', () => {
    expect(stepsOf(7)).toEqual(stepsOf(7));
    expect(stepsOf(7)).not.toEqual(stepsOf(8));
    expect(modelOf(stepsOf(7)).size).toBeGreaterThan(0);
  });

  it('scenario 43: the cluster becomes what is declared', async () => {
    const left = [...SEEDS];
    const failures: string[] = [];
    const worker = async () => {
      for (let seed = left.shift(); seed; seed = left.shift()) {
        await runScenario(bench, seed).catch(({ message }) =>
          failures.push(message),
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(failures.join('\n\n')).toBe('');
  });
});
