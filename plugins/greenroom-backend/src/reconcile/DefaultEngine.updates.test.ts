import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { uniqueNamespace } from '@greenroom/devcluster';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { engineBench } from './__testUtils__/engineBench';
import {
  EngineHarness,
  eventually,
  PLAIN_TARGETS,
  RESOURCES,
} from './__testUtils__/EngineHarness';

jest.setTimeout(90_000);

const { pods, statefulSets } = RESOURCES;

/** What a release of Greenroom may look like that sets pods up in another way. */
const NEWER_TARGETS = PLAIN_TARGETS.map(
  (target): Target => ({
    ...target,
    render: (...args) =>
      JSON.parse(
        JSON.stringify(target.render(...args)).replace(
          '"enableServiceLinks":false',
          '"enableServiceLinks":false,"terminationGracePeriodSeconds":45',
        ),
      ),
  }),
);

describe('DefaultEngine, with a change that restarts what runs', () => {
  const bench = engineBench();
  let harness: EngineHarness;
  let ns: string;
  let workbench: StoredDeclaration;
  let pod: string | undefined;

  beforeEach(async () => {
    harness = await bench.engine();
    await harness.engine.start();
    ns = uniqueNamespace();
    await harness.project(ns);
    workbench = await harness.workbench(ns, 'explore');
    await harness.until(workbench, status => status?.phase === 'Ready');
    pod = await podUid();
  });

  afterEach(() => harness?.engine.stop());

  const podUid = async () =>
    (await harness.exists(pods, ns, 'explore-0'))?.metadata.uid;
  const waits = () =>
    harness.until(workbench, status => status?.pendingUpdate !== undefined);
  const grace = async () => {
    const live = (await harness.exists(statefulSets, ns, 'explore')) as
      | { spec: { template: { spec: Record<string, unknown> } } }
      | undefined;
    return live?.spec.template.spec.terminationGracePeriodSeconds;
  };
  const stored = async () => (await harness.store.getById(workbench.id))!;
  const consent = async () => {
    await harness.store.setConsent(workbench.id, {
      by: 'user:default/dana',
      at: new Date().toISOString(),
    });
    harness.engine.enqueue(workbench);
  };

  it('scenario 48: an upgrade restarts nothing that runs, and says what waits', async () => {
    await harness.restart(NEWER_TARGETS);

    const status = await waits();
    expect(status).toMatchObject({
      phase: 'Ready',
      pendingUpdate: {
        cause: 'greenroom',
        impact: 'restart',
        changes: [
          {
            object: 'StatefulSet explore',
            path: 'spec.template.spec.terminationGracePeriodSeconds',
            after: '45',
          },
        ],
      },
    });
    expect(status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'UpdatePending', reason: 'Rendered' }),
    );
    expect(await podUid()).toBe(pod);
    expect(await grace()).toBe(30);
  });

  it('applies it when the owner agrees, and not again', async () => {
    await harness.restart(NEWER_TARGETS);
    await waits();
    await harness.engine.operate(await stored(), 'update');
    await consent();

    await eventually(async () => expect(await grace()).toBe(45));
    await eventually(async () => expect(await podUid()).not.toBe(pod));
    await harness.until(
      workbench,
      status => status?.phase === 'Ready' && !status.pendingUpdate,
    );
    await expect(
      harness.engine.operate(await stored(), 'update'),
    ).rejects.toThrow('Nothing waits');
  });

  it('applies it when the workbench is stopped', async () => {
    await harness.restart(NEWER_TARGETS);
    await waits();

    await harness.engine.operate(await stored(), 'stop');

    await eventually(async () => expect(await grace()).toBe(45));
    await harness.until(
      workbench,
      status => status?.phase === 'Stopped' && !status.pendingUpdate,
    );
  });

  it('holds a declared change, and lets a restart bring it, once', async () => {
    const changed = await harness.workbench(ns, 'explore', {
      env: [{ name: 'LEVEL', value: 'debug' }],
    });
    expect(await waits()).toMatchObject({
      phase: 'Ready',
      revision: 2,
      observedRevision: 1,
      pendingUpdate: { cause: 'declaration' },
    });
    expect(await podUid()).toBe(pod);

    await harness.engine.operate(changed, 'restart');
    await consent();

    await eventually(async () => expect(await podUid()).not.toBe(pod));
    await harness.until(
      workbench,
      status => status?.phase === 'Ready' && status.observedRevision === 2,
    );
  });

  it('wants to be asked again when what waits has changed since', async () => {
    await harness.workbench(ns, 'explore', {
      env: [{ name: 'LEVEL', value: 'debug' }],
    });
    const first = await waits();
    await harness.workbench(ns, 'explore', {
      env: [{ name: 'LEVEL', value: 'trace' }],
    });
    // Agreed to before it was seen: to what waited then.
    await harness.store.setConsent(workbench.id, {
      by: 'user:default/dana',
      at: first!.pendingUpdate!.since,
    });
    await harness.until(
      workbench,
      status =>
        status?.revision === 3 &&
        status.pendingUpdate !== undefined &&
        status.pendingUpdate.since > first!.pendingUpdate!.since,
    );
    expect(await podUid()).toBe(pod);
  });

  it('puts back an edit of the pod template, which has restarted it already', async () => {
    await bench.kubectl.mergePatch(
      statefulSets,
      { namespace: ns, name: 'explore' },
      {
        spec: {
          template: { metadata: { labels: { 'greenroom.dev/project': 'x' } } },
        },
      },
      { fieldManager: 'kubectl-edit' },
    );
    await eventually(async () => {
      expect(await podUid()).not.toBe(pod);
      expect(await harness.exists(statefulSets, ns, 'explore')).toMatchObject({
        spec: {
          template: { metadata: { labels: { 'greenroom.dev/project': ns } } },
        },
      });
    });
    await harness.until(workbench, status => status?.phase === 'Ready');
  });
});
