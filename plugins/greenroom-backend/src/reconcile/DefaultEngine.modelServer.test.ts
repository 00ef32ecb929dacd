import { uniqueNamespace } from '@greenroom/devcluster';
import { engineBench } from './__testUtils__/engineBench';
import { EngineHarness } from './__testUtils__/EngineHarness';
import { modelServer } from './faults/__testUtils__/assets';

jest.setTimeout(120_000);

/** With plain objects and Greenroom's own rights: what the shipped role lacks fails here. */
describe('DefaultEngine with a ModelServer', () => {
  const bench = engineBench();
  let harness: EngineHarness;

  beforeAll(async () => {
    harness = await bench.engine();
    await harness.engine.start();
  }, 120_000);

  afterAll(() => harness?.engine.stop());

  it('serves, stops, starts and goes', async () => {
    const project = uniqueNamespace();
    await harness.project(project);
    const server = await modelServer(harness, project, 'scorer', 2);
    const reaches = (phase: string) =>
      harness.until(server, status => status?.phase === phase);
    const operate = async (operation: 'start' | 'stop') =>
      harness.engine.operate(
        (await harness.store.getById(server.id))!,
        operation,
      );

    expect((await reaches('Ready'))?.endpoints).toEqual([
      expect.objectContaining({ kind: 'openai', reachableFrom: 'cluster' }),
    ]);
    await operate('stop');
    expect((await reaches('Stopped'))?.endpoints).toEqual([]);
    await operate('start');
    await reaches('Ready');

    await harness.remove(server);
    await harness.until(server, status => status === undefined);
    expect(await harness.store.getById(server.id)).toBeUndefined();
  });
});
