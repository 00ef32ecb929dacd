import {
  connectionFromKubeconfig,
  KubeClient,
} from '@greenroom/controller-runtime';
import { testCluster, uniqueNamespace } from '../testUtils';
import { Bench } from './Bench';
import { kserveScenarios } from './kserve';
import { notebookQueueScenarios, notebookScenarios } from './notebook';
import { Scenario } from './Scenario';

/** A cluster with the real operators, to hold the stand-ins against. */
const real = process.env.GREENROOM_PARITY_KUBECONFIG;

const STAND_INS = 'stand-ins';

const subjects: [string, () => Promise<string>][] = [
  [STAND_INS, async () => (await testCluster()).adminKubeconfig],
  ...(real
    ? [['real operators', async () => real] as [string, () => Promise<string>]]
    : []),
];

const operators: [string, Scenario[]][] = [
  ['Notebook', notebookScenarios],
  ['Notebook-in-Kueue', notebookQueueScenarios],
  ['KServe', kserveScenarios],
];

describe.each(subjects)('%s', (subject, kubeconfig) => {
  describe.each(operators)('%s', (operator, scenarios) => {
    it.each(runnable(subject, scenarios))(
      '$name',
      async ({ run }) => {
        const bench = await Bench.open(
          new KubeClient(await connectionFromKubeconfig(await kubeconfig())),
          uniqueNamespace(`parity-${operator}`.toLowerCase()),
        );
        try {
          await run(bench);
        } finally {
          await bench.close();
        }
      },
      120_000,
    );
  });
});

/**
 * What a subject can be held to. A scenario for which our cluster lacks
 * somebody is not left out unseen: once it is served, this says so.
 */
function runnable(subject: string, scenarios: Scenario[]): Scenario[] {
  return scenarios.map(scenario => {
    const { name, needs } = scenario;
    if (!needs || subject !== STAND_INS) return scenario;
    return {
      name: `has no ${needs.kind} (${needs.apiVersion}), so only the real one shows: ${name}`,
      run: async bench => expect(bench.serves(needs)).toBe(false),
    };
  });
}
