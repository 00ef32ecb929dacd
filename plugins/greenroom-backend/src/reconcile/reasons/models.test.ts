import { Phase, Status } from '@greenroom/backstage-plugin-greenroom-common';
import { uniqueNamespace } from '@greenroom/devcluster';
import { StoredDeclaration } from '../../declarations/DeclarationStore';
import { builtInTargets } from '../../targets';
import { modelServer, named, ready } from '../faults/__testUtils__/assets';
import { EngineProcess, faultBench } from '../faults/__testUtils__/faultBench';
import { ownCluster } from '../faults/__testUtils__/ownCluster';

jest.setTimeout(120_000);

const SERVICES = named(
  'serving.kserve.io/v1beta1',
  'InferenceService',
  'inferenceservices',
);

interface Row {
  row: number;
  /** What KServe says of the model. */
  transitionStatus: string;
  failure?: { reason: string; message: string };
  phase: Phase;
  reason?: string;
}

const fails = (
  row: number,
  said: string,
  reason: string,
  transitionStatus = 'InvalidSpec',
): Row => ({
  row,
  transitionStatus,
  failure: { reason: said, message: `KServe says ${said}` },
  phase: 'Failed',
  reason,
});

const rows: readonly Row[] = [
  { row: 33, transitionStatus: 'InProgress', phase: 'Progressing' },
  fails(34, 'ModelLoadFailed', 'ModelLoadFailed', 'BlockedByFailedLoad'),
  fails(35, 'NoSupportingRuntime', 'NoSupportingRuntime'),
  fails(35, 'RuntimeNotRecognized', 'NoSupportingRuntime'),
  fails(35, 'RuntimeDisabled', 'NoSupportingRuntime'),
  fails(35, 'RuntimeUnhealthy', 'NoSupportingRuntime'),
  fails(36, 'InvalidGPUAllocation', 'ModelServerFailed'),
  fails(36, 'InvalidWorkerSpecNotSet', 'ModelServerFailed'),
];

/** The test says what KServe says; nobody else does. */
describe('the reasons of models', () => {
  const cluster = ownCluster({ standIns: false });
  const bench = faultBench(cluster.start);
  const ns = uniqueNamespace('models');
  let process: EngineProcess;
  let server: StoredDeclaration;

  beforeAll(async () => {
    process = await bench.process();
    await process.restart(builtInTargets);
    await ready(process, await process.project(ns));
    server = await modelServer(process, ns, 'llm');
    await process.until(server, status => status?.phase === 'Progressing');
  }, 120_000);

  afterAll(async () => {
    await process?.engine.stop();
    await cluster.stop();
  }, 30_000);

  it.each(rows)(
    '$row: $transitionStatus, $failure.reason',
    async ({ transitionStatus, failure, phase, reason }) => {
      await bench.kubectl.mergePatch(
        SERVICES,
        { namespace: ns, name: 'llm' },
        {
          status: {
            conditions: [{ type: 'Ready', status: 'False', reason: 'Model' }],
            modelStatus: {
              transitionStatus,
              copies: { failedCopies: failure ? 1 : 0 },
              states: {
                activeModelState: '',
                targetModelState: failure ? 'FailedToLoad' : 'Loading',
              },
              lastFailureInfo: failure ?? null,
            },
          },
        },
        { subresource: 'status' },
      );

      const status = await process.until(
        server,
        ({ explanation } = {} as Status) =>
          explanation?.chain.at(-1)?.evidence === failure?.message,
      );
      expect(status?.phase).toBe(phase);
      expect(status?.explanation?.reason).toBe(reason);
      expect(status?.explanation?.fixes.length).not.toBe(0);
    },
  );

  it('38: is stopped by whoever may operate it', async () => {
    const stored = (await process.store.getById(server.id))!;
    await process.engine.operate(stored, 'stop');
    const status = await process.until(
      server,
      seen => seen?.phase === 'Stopped',
    );
    expect(status?.explanation).toBeUndefined();
  });
});
