import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import {
  aHardwareProfile,
  aServingRuntime,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
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

jest.setTimeout(120_000);

const { deployments, pods, statefulSets } = RESOURCES;

/** Fits on any node. */
const SMALL = aHardwareProfile({
  name: 'small',
  cpu: { default: '100m' },
  memory: { default: '128Mi' },
  accelerator: undefined,
  nodeSelector: undefined,
  tolerations: undefined,
});

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

/** The pods that this makes: a newer Greenroom gives them another grace period. */
function podSpecOf(live: KubernetesObject | undefined) {
  const { spec } = live as unknown as {
    spec: { template: { spec: Record<string, unknown> } };
  };
  return spec.template.spec;
}

/** As the API stores it of who asks for an update or a restart. */
async function consent(
  { store, engine }: EngineHarness,
  declaration: StoredDeclaration,
): Promise<void> {
  await store.setConsent(declaration.id, {
    by: 'user:default/dana',
    at: new Date().toISOString(),
  });
  engine.enqueue(declaration);
}

describe('DefaultEngine, with a change that restarts what runs', () => {
  const bench = engineBench();
  let harness: EngineHarness;
  let ns: string;
  let workbench: StoredDeclaration;
  let pod: string | undefined;

  const podUid = async () =>
    (await harness.exists(pods, ns, 'explore-0'))?.metadata.uid;
  const waits = () =>
    harness.until(workbench, status => status?.pendingUpdate !== undefined);
  const grace = async () =>
    podSpecOf(await harness.exists(statefulSets, ns, 'explore'))
      .terminationGracePeriodSeconds;
  const stored = async () => (await harness.store.getById(workbench.id))!;

  bench.beforeEach(async started => {
    harness = started;
    ns = uniqueNamespace();
    await harness.project(ns);
    workbench = await harness.workbench(ns, 'explore');
    await harness.until(workbench, status => status?.phase === 'Ready');
    pod = await podUid();
  });

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
    await consent(harness, workbench);

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
    await consent(harness, workbench);

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

  it('does not keep a fix from what never started', async () => {
    const declare = (image: string) =>
      harness.declare(
        { kind: 'Workbench', project: ns, name: 'broken' },
        { image: { ref: image }, hardware: { profile: 'small' } },
        { image: { ref: image }, profile: SMALL },
      );
    const broken = await declare('registry.invalid/workbench:1');
    await harness.until(
      broken,
      status => status?.explanation?.reason === 'ImagePullFailed',
    );

    const fixed = 'registry.example.org/workbench:1';
    await declare(fixed);

    const status = await harness.until(
      broken,
      each => each?.observedRevision === 2,
    );
    expect(status?.pendingUpdate).toBeUndefined();
    expect(
      podSpecOf(await harness.exists(statefulSets, ns, 'broken')),
    ).toMatchObject({ containers: [{ image: fixed }] });
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

describe('DefaultEngine, with a change that rolls what serves', () => {
  const bench = engineBench();
  let harness: EngineHarness;
  let ns: string;
  let server: StoredDeclaration;
  let pod: string;

  const declare = (spec: object = {}) =>
    harness.declare(
      { kind: 'ModelServer', project: ns, name: 'scorer' },
      {
        model: { uri: 'hf://example/tiny' },
        runtime: { name: 'vllm' },
        hardware: { profile: 'small' },
        ...spec,
      },
      {
        runtime: aServingRuntime(),
        profile: SMALL,
      },
    );
  const stored = async () => (await harness.store.getById(server.id))!;
  const waits = () =>
    harness.until(server, status => status?.pendingUpdate !== undefined);
  const settles = () =>
    harness.until(
      server,
      status => status?.phase === 'Ready' && !status.pendingUpdate,
    );
  const podSpec = async () =>
    podSpecOf(await harness.exists(deployments, ns, 'scorer-predictor'));
  const podUids = async () => {
    const uids: (string | undefined)[] = [];
    for await (const { metadata } of bench.kubectl.list(pods, {
      namespace: ns,
    })) {
      if (!metadata.deletionTimestamp) uids.push(metadata.uid);
    }
    return uids;
  };

  bench.beforeEach(async started => {
    harness = started;
    ns = uniqueNamespace();
    await harness.project(ns);
    server = await declare();
    await settles();
    [pod] = (await podUids()) as [string];
  });

  it('scenario 48: an upgrade replaces no replica until somebody agrees', async () => {
    await harness.restart(NEWER_TARGETS);

    expect(await waits()).toMatchObject({
      phase: 'Ready',
      pendingUpdate: { cause: 'greenroom', impact: 'roll' },
    });
    expect(await podUids()).toEqual([pod]);
    await harness.engine.operate(await stored(), 'update');
    await consent(harness, server);
    await eventually(async () => expect(await podUids()).not.toContain(pod));
    await settles();
    expect(await podSpec()).toMatchObject({
      terminationGracePeriodSeconds: 45,
    });
  });

  it('rolls a declared change at once', async () => {
    await declare({ env: [{ name: 'LEVEL', value: 'debug' }] });

    await eventually(async () => expect(await podUids()).not.toContain(pod));
    expect(await settles()).toMatchObject({ observedRevision: 2 });
  });

  it('does not put back an edit at the price of another roll, and says so', async () => {
    await bench.kubectl.mergePatch(
      deployments,
      { namespace: ns, name: 'scorer-predictor' },
      { spec: { template: { spec: { enableServiceLinks: true } } } },
      { fieldManager: 'kubectl-edit' },
    );

    expect(await waits()).toMatchObject({
      pendingUpdate: {
        cause: 'drift',
        impact: 'roll',
        // The Deployment's controller may write at the same time.
        changes: expect.arrayContaining([
          {
            object: 'Deployment scorer-predictor',
            path: 'spec.template.spec.enableServiceLinks',
            before: 'true',
            after: 'false',
          },
        ]),
      },
    });
    await eventually(async () => expect(await podUids()).not.toContain(pod));
    expect(await podSpec()).toMatchObject({ enableServiceLinks: true });

    await harness.engine.operate(await stored(), 'stop');
    await eventually(async () =>
      expect(await podSpec()).toMatchObject({ enableServiceLinks: false }),
    );
    await harness.until(
      server,
      status => status?.phase === 'Stopped' && !status.pendingUpdate,
    );
  });
});
