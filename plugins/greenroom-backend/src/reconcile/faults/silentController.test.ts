import { KubernetesObject } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { builtInTargets } from '../../targets';
import { RESOURCES } from '../__testUtils__/EngineHarness';
import { named, ready } from './__testUtils__/assets';
import { EngineProcess, faultBench } from './__testUtils__/faultBench';
import { ownCluster } from './__testUtils__/ownCluster';

jest.setTimeout(180_000);

/** What is under way is looked at again after half a minute. */
const NEXT_LOOK_MS = 60_000;
const MINUTE = 60_000;
const NOTEBOOKS = named('kubeflow.org/v1', 'Notebook', 'notebooks');

describe('a cluster that has Notebooks, and nobody who makes anything of them', () => {
  const cluster = ownCluster({ standIns: false });
  const bench = faultBench(cluster.start);
  let process: EngineProcess;

  beforeAll(async () => {
    process = await bench.process();
    await process.restart(builtInTargets);
  }, 120_000);

  afterAll(async () => {
    jest.restoreAllMocks();
    await process?.engine.stop();
    await cluster.stop();
  }, 30_000);

  it('has it said of a workbench, until somebody does', async () => {
    const ns = uniqueNamespace('silent');
    await ready(process, await process.project(ns));
    const workbench = await process.workbench(ns, 'explore');
    const early = await process.until(
      workbench,
      status => status?.phase === 'Progressing',
    );
    expect(early?.explanation).toBeUndefined();

    const { now } = Date;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 3 * MINUTE);
    const silent = await process.until(
      workbench,
      status => status?.explanation !== undefined,
      NEXT_LOOK_MS,
    );
    expect(silent).toMatchObject({
      phase: 'Pending',
      stale: false,
      explanation: {
        reason: 'ControllerSilent',
        chain: [
          { object: `Notebook ${ns}/explore`, evidence: expect.any(String) },
        ],
      },
    });

    const { metadata } = (await process.exists(NOTEBOOKS, ns, 'explore'))!;
    const labels = { app: 'explore' };
    await bench.kubectl.create(RESOURCES.statefulSets, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: {
        name: 'explore',
        namespace: ns,
        ownerReferences: [
          {
            apiVersion: NOTEBOOKS.apiVersion,
            kind: NOTEBOOKS.kind,
            name: metadata.name,
            uid: metadata.uid,
            controller: true,
          },
        ],
      },
      spec: {
        replicas: 0,
        serviceName: 'explore',
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'explore', image: 'explore' }] },
        },
      },
    } as KubernetesObject);
    await process.until(
      workbench,
      status => status?.explanation === undefined,
      NEXT_LOOK_MS,
    );
  });
});
