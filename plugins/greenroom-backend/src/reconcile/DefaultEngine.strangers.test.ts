import { KubeClient } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { engineBench } from './__testUtils__/engineBench';
import { EngineHarness, RESOURCES } from './__testUtils__/EngineHarness';
import { failing, ready } from './faults/__testUtils__/assets';

jest.setTimeout(120_000);

const { services } = RESOURCES;

describe('DefaultEngine, where others make objects too', () => {
  const bench = engineBench();
  let harness: EngineHarness;

  bench.beforeEach(started => {
    harness = started;
  });

  it('leaves alone what a stranger made after the name was looked up', async () => {
    const ns = uniqueNamespace();
    const project = await harness.project(ns);
    await ready(harness, project);
    const apply = KubeClient.prototype.apply;
    let foreign: unknown;
    jest
      .spyOn(KubeClient.prototype, 'apply')
      .mockImplementation(async function raced(this: KubeClient, ...args) {
        if (!foreign && args[1].kind === 'Service') {
          foreign = await bench.kubectl.create(services, {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 'explore', namespace: ns },
            spec: { ports: [{ port: 80, name: 'theirs', targetPort: 1234 }] },
          } as never);
        }
        return apply.apply(this, args);
      });

    const workbench = await harness.workbench(ns, 'explore');

    await failing(harness, workbench, {
      type: 'Foreign',
      object: `Service ${ns}/explore`,
    });
    expect(await harness.exists(services, ns, 'explore')).toEqual(foreign);
  });
});
