import { LogRequest } from '@greenroom/backstage-plugin-greenroom-common';
import { KubernetesObject } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { engineBench } from './__testUtils__/engineBench';
import {
  EngineHarness,
  eventually,
  PLAIN_TARGETS,
  RESOURCES,
} from './__testUtils__/EngineHarness';
import { Wire } from './__testUtils__/Wire';

jest.setTimeout(120_000);

const { pods } = RESOURCES;

interface Pod extends KubernetesObject {
  spec: object;
  status: { containerStatuses: object[] };
}

/** Greenroom's own account may not read logs: only projects' identities may. */
describe('DefaultEngine, asked for logs', () => {
  const bench = engineBench();
  let wire: Wire;
  let harness: EngineHarness;
  let project: string;
  let workbench: StoredDeclaration;

  const inPhase = (declaration: { id: string }, phase: string) =>
    harness.until(declaration, status => status?.phase === phase);
  const stored = async () => (await harness.store.getById(workbench.id))!;
  const logs = async (request: LogRequest = {}) =>
    harness.engine.logs(await stored(), request, new AbortController().signal);
  const explorePod = () =>
    bench.kubectl.get<Pod>(pods, { namespace: project, name: 'explore-0' });

  beforeAll(async () => {
    wire = await Wire.to(bench.cluster.server);
    harness = await bench.engine({ server: wire.url });
    await harness.engine.start();
    project = uniqueNamespace('logs');
    await inPhase(await harness.project(project), 'Ready');
    workbench = await harness.workbench(project, 'explore');
    await inPhase(workbench, 'Ready');
  });

  afterAll(async () => {
    await harness?.engine.stop();
    await wire?.cut();
  });

  it('reads what a container printed, without the token in it', async () => {
    expect(harness.engine.containers(await stored())).toEqual([
      expect.objectContaining({
        pod: 'explore-0',
        state: 'running',
        log: true,
        previousLog: false,
      }),
    ]);
    const text = await logs();
    expect(text).toContain('Simulated: no container runs');
    expect(text).toContain('/lab?token=…');
    expect((await logs({ tailLines: 1 })).trim().split('\n')).toHaveLength(1);
  });

  it('reads what it printed before a restart, once there was one', async () => {
    await expect(logs({ previous: true })).rejects.toThrow(
      'has not been restarted',
    );
    const [container] = (await explorePod()).status.containerStatuses;
    await bench.kubectl.mergePatch(
      pods,
      { namespace: project, name: 'explore-0' },
      {
        status: {
          containerStatuses: [
            {
              ...container,
              restartCount: 1,
              lastState: { terminated: { exitCode: 1, reason: 'Error' } },
            },
          ],
        },
      },
      { subresource: 'status' },
    );
    await eventually(async () =>
      expect(await logs({ previous: true })).toContain(
        'before its last restart',
      ),
    );
  });

  it('never reads a pod of somebody else, whatever it calls itself', async () => {
    const { metadata, spec } = await explorePod();
    await bench.kubectl.create(pods, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace: project,
        name: 'stranger',
        labels: {
          ...metadata.labels,
          'apps.kubernetes.io/pod-index': '1',
          'statefulset.kubernetes.io/pod-name': 'stranger',
        },
      },
      spec: { ...spec, nodeName: undefined, hostname: undefined },
    } as KubernetesObject);
    await expect(logs({ pod: 'stranger' })).rejects.toThrow(
      'has no such container',
    );
    await expect(logs({ pod: '../secrets' })).rejects.toThrow(
      'has no such container',
    );
  });

  it('says why a container has none', async () => {
    const stuck = await harness.workbench(
      project,
      'stuck',
      {},
      { image: { ref: 'registry.invalid/workbench:1' } },
    );
    await inPhase(stuck, 'Failed');
    const declaration = (await harness.store.getById(stuck.id))!;
    await expect(
      harness.engine.logs(declaration, {}, new AbortController().signal),
    ).rejects.toThrow(/has not started yet: (ErrImagePull|ImagePullBackOff)/);
  });

  it('says that nothing runs while it is stopped', async () => {
    await harness.engine.operate(await stored(), 'stop');
    await inPhase(workbench, 'Stopped');
    await eventually(async () =>
      expect(harness.engine.containers(await stored())).toEqual([]),
    );
    await expect(logs()).rejects.toThrow('it is stopped');
    await harness.engine.operate(await stored(), 'start');
    await inPhase(workbench, 'Ready');
  });

  it('says that the cluster cannot be reached, and reads again when it can', async () => {
    await wire.cut();
    await harness.until(workbench, status => status?.stale === true);
    await expect(logs()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('Could not read the log'),
    });
    await wire.mend();
    await eventually(
      async () => expect(await logs()).toContain('Simulated'),
      40_000,
    );
  });

  it('says which right is missing', async () => {
    await harness.restart(PLAIN_TARGETS, {
      projectIdentities: { enabled: false },
    });
    await eventually(() =>
      expect(logs()).rejects.toThrow(
        /Greenroom may not read the log .*cannot get resource "pods\/log"/,
      ),
    );
  });
});
