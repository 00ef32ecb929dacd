import {
  connectionFromKubeconfig,
  KubeClient,
} from '@greenroom/controller-runtime';
import { testCluster, uniqueNamespace } from '../testUtils';
import { Bench } from './Bench';
import { kserveScenarios } from './kserve';
import { notebookScenarios } from './notebook';
import { Scenario } from './Scenario';

/** A cluster with the real operators, to hold the stand-ins against. */
const real = process.env.GREENROOM_PARITY_KUBECONFIG;

const subjects: [string, () => Promise<string>][] = [
  ['stand-ins', async () => (await testCluster()).adminKubeconfig],
  ...(real
    ? [['real operators', async () => real] as [string, () => Promise<string>]]
    : []),
];

describe.each(subjects)('%s', (_, kubeconfig) => {
  const operators: [string, Scenario[]][] = [
    ['Notebook', notebookScenarios],
    ['KServe', kserveScenarios],
  ];

  describe.each(operators)('%s', (operator, scenarios) => {
    it.each(scenarios)(
      '$name',
      async ({ run }) => {
        const bench = await Bench.open(
          new KubeClient(await connectionFromKubeconfig(await kubeconfig())),
          uniqueNamespace(`parity-${operator.toLowerCase()}`),
        );
        try {
          await run(bench);
        } finally {
          await bench.close();
        }
      },
      90_000,
    );
  });
});
