import {
  ANNOTATION_NOTEBOOK_STOPPED,
  OBSERVED_CHANNEL,
  standards as standardsSchema,
} from '@greenroom/backstage-plugin-greenroom-common';
import { aForeignNotebook } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { KubernetesObject } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { builtInTargets } from '../targets';
import { engineBench } from './__testUtils__/engineBench';
import {
  CLUSTER,
  EngineHarness,
  eventually,
  RESOURCES,
} from './__testUtils__/EngineHarness';
import { named, ready } from './faults/__testUtils__/assets';

jest.setTimeout(120_000);

const NOTEBOOKS = named('kubeflow.org/v1', 'Notebook', 'notebooks');
const IMAGE = 'registry.example.org/pytorch:1';

const STANDARDS = standardsSchema.parse({
  hardwareProfiles: [
    {
      name: 'small',
      cpu: { default: '100m', max: '1' },
      memory: { default: '128Mi', max: '1Gi' },
    },
  ],
  workbenchImages: [{ name: 'pytorch', version: '1', ref: IMAGE }],
});

const aNotebook = (namespace: string, name: string) =>
  aForeignNotebook(namespace, name, {
    image: IMAGE,
    claims: { '/opt/app-root/src': 'their-data' },
  });

describe('DefaultEngine, with what others made', () => {
  const bench = engineBench();
  const ns = uniqueNamespace('observed');
  let harness: EngineHarness;

  beforeAll(async () => {
    harness = await bench.engine();
    await harness.restart(builtInTargets);
    await ready(harness, await harness.project(ns));
    await bench.kubectl.create(RESOURCES.claims, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'their-data', namespace: ns },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    } as KubernetesObject);
  });

  const make = (name: string) =>
    bench.kubectl.create(NOTEBOOKS, aNotebook(ns, name) as KubernetesObject);
  const observed = (name: string) =>
    harness.engine
      .observed(({ namespace }) => namespace === ns)
      .items.find(each => each.name === name);
  const until = async (name: string, phase: string) => {
    await eventually(async () =>
      expect(observed(name)?.status.phase).toBe(phase),
    );
    return observed(name)!;
  };
  const live = async (name: string) =>
    (await harness.exists(NOTEBOOKS, ns, name))!;
  const managers = ({ metadata }: KubernetesObject) =>
    (metadata as { managedFields?: { manager: string }[] }).managedFields?.map(
      ({ manager }) => manager,
    );
  const podUid = async (name: string) =>
    (await harness.exists(RESOURCES.pods, ns, `${name}-0`))?.metadata.uid;

  it('shows a Notebook with its manager, live, and never changes it', async () => {
    const made = await make('theirs');
    expect(await until('theirs', 'Ready')).toMatchObject({
      id: made.metadata.uid,
      kind: 'Workbench',
      title: 'Their notebook',
      object: `Notebook ${ns}/theirs`,
      manager: { name: 'Open Data Hub', enforces: false },
      creator: 'ada',
      adoption: { possible: true },
    });
    await eventually(async () =>
      expect(harness.publish).toHaveBeenCalledWith(
        expect.objectContaining({ channel: OBSERVED_CHANNEL, message: {} }),
      ),
    );
    await bench.kubectl.mergePatch(
      NOTEBOOKS,
      { namespace: ns, name: 'theirs' },
      { metadata: { annotations: { [ANNOTATION_NOTEBOOK_STOPPED]: 'now' } } },
    );
    await until('theirs', 'Stopped');
    await harness.restart(builtInTargets);
    await until('theirs', 'Stopped');
    expect(managers(await live('theirs'))).not.toContain('greenroom');
    await bench.kubectl.delete(NOTEBOOKS, { namespace: ns, name: 'theirs' });
    await eventually(async () => expect(observed('theirs')).toBeUndefined());
  });

  it('is not shown when Greenroom made it, nor adopted when somebody enforces it', async () => {
    const own = await harness.workbench(ns, 'own');
    await ready(harness, own);
    expect(observed('own')).toBeUndefined();
    // As Kubeflow's culler does where it is switched on.
    const lastActivity = '2026-08-01T10:00:00Z';
    await bench.kubectl.mergePatch(
      NOTEBOOKS,
      { namespace: ns, name: 'own' },
      {
        metadata: {
          annotations: {
            'notebooks.kubeflow.org/last-activity': lastActivity,
          },
        },
      },
    );
    const used = await harness.until(own, status => status?.idle !== undefined);
    expect(used).toMatchObject({
      phase: 'Ready',
      idle: { lastActivity: '2026-08-01T10:00:00.000Z' },
    });

    const made = await make('enforced');
    await bench.kubectl.mergePatch(
      NOTEBOOKS,
      { namespace: ns, name: 'enforced' },
      { metadata: { labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } } },
    );
    await eventually(async () =>
      expect(observed('enforced')).toMatchObject({
        manager: { name: 'Flux' },
        adoption: { possible: false },
      }),
    );
    const id = made.metadata.uid!;
    expect(() => harness.engine.adoptable({ cluster: CLUSTER, id })).toThrow(
      /Flux puts back/,
    );
  });

  it('restarts a workbench that runs, and refuses to when nothing does', async () => {
    const own = await harness.workbench(ns, 'restarted');
    await ready(harness, own);
    const before = await podUid('restarted');
    const stored = async () => (await harness.store.getById(own.id))!;
    await harness.engine.operate(await stored(), 'restart');
    await eventually(async () => {
      const now = await podUid('restarted');
      expect(now).toBeDefined();
      expect(now).not.toBe(before);
    });

    await harness.engine.operate(await stored(), 'stop');
    await harness.until(own, status => status?.phase === 'Stopped');
    await expect(
      harness.engine.operate(await stored(), 'restart'),
    ).rejects.toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: expect.stringContaining('nothing to restart; start it'),
      }),
    );
    const { metadata } = await live('restarted');
    expect(metadata.annotations).not.toHaveProperty([
      'notebooks.opendatahub.io/notebook-restart',
    ]);
  });

  it('adopts one: what would restart it waits, its data stays, and it goes with its declaration', async () => {
    await make('adopted');
    const { id, cluster } = await until('adopted', 'Ready');
    const pod = await podUid('adopted');
    const { spec, notes } = await harness.engine.propose(
      { cluster, id },
      STANDARDS,
    );
    expect({ spec, notes }).toEqual({
      spec: {
        title: 'Their notebook',
        image: { name: 'pytorch', version: '1' },
        hardware: { profile: 'small' },
        storage: [
          {
            name: 'their-data',
            existing: 'their-data',
            mountPath: '/opt/app-root/src',
          },
        ],
      },
      notes: [],
    });

    const { object } = harness.engine.adoptable({ cluster, id })!;
    const { declaration } = await harness.store.declare({
      ref: { kind: 'Workbench', project: ns, name: 'adopted' },
      spec,
      resolved: {
        image: { ref: IMAGE },
        profile: STANDARDS.hardwareProfiles[0],
      },
      source: { type: 'api' },
      owner: 'group:default/fraud',
      cluster,
      author: 'user:default/dana',
      adopt: object,
    });
    harness.engine.enqueue(declaration);
    const waiting = await harness.until(
      declaration,
      status => status?.pendingUpdate !== undefined,
    );
    expect(waiting?.pendingUpdate).toMatchObject({ cause: 'declaration' });
    expect(await podUid('adopted')).toBe(pod);
    expect((await live('adopted')).metadata.uid).toBe(id);

    await harness.store.setConsent(declaration.id, {
      by: 'user:default/dana',
      at: new Date().toISOString(),
    });
    harness.engine.enqueue(declaration);
    await harness.until(
      declaration,
      status => status?.phase === 'Ready' && !status.pendingUpdate,
    );
    const now = await live('adopted');
    expect(now.metadata).toMatchObject({
      uid: id,
      labels: { 'greenroom.dev/declaration': declaration.id },
    });
    expect(managers(now)).toContain('greenroom');
    expect(observed('adopted')).toBeUndefined();

    await harness.remove(declaration, true);
    await harness.until(declaration, status => status === undefined);
    expect(await harness.exists(NOTEBOOKS, ns, 'adopted')).toBeUndefined();
    expect(
      await harness.exists(RESOURCES.claims, ns, 'their-data'),
    ).toBeDefined();
  });

  it('follows one whose name is too long for a StatefulSet and for a declaration', async () => {
    const name = 'n'.repeat(53);
    // Of such a name with labels the controller makes nothing.
    const unlabelled = { name, namespace: ns };
    await bench.kubectl.create(NOTEBOOKS, {
      ...aNotebook(ns, name),
      metadata: unlabelled,
    } as KubernetesObject);
    expect(await until(name, 'Ready')).toMatchObject({
      adoption: {
        possible: false,
        why: 'The name of a Workbench must have at most 48 characters.',
      },
    });
    const stopped = (value: string | null) =>
      bench.kubectl.mergePatch(
        NOTEBOOKS,
        { namespace: ns, name },
        {
          metadata: { annotations: { [ANNOTATION_NOTEBOOK_STOPPED]: value } },
        },
      );
    await stopped('now');
    await until(name, 'Stopped');
    await stopped(null);
    await until(name, 'Ready');
  });

  it('says that nothing is made of one whose name is too long for its label', async () => {
    const name = 'l'.repeat(53);
    await make(name);
    await until(name, 'Progressing');
    const { now } = Date;
    const later = jest.spyOn(Date, 'now').mockReturnValue(now() + 180_000);
    expect(observed(name)?.status).toMatchObject({
      phase: 'Pending',
      explanation: {
        reason: 'ControllerSilent',
        chain: [{ object: `Notebook ${ns}/${name}` }],
      },
    });
    later.mockRestore();
  });

  it('tells what the StatefulSet of a generated name was refused', async () => {
    const name = 'm'.repeat(53);
    await bench.kubectl.create(NOTEBOOKS, {
      apiVersion: 'kubeflow.org/v1',
      kind: 'Notebook',
      metadata: { name, namespace: ns },
      spec: { template: { spec: { containers: [{ name, image: IMAGE }] } } },
    } as KubernetesObject);
    await eventually(async () =>
      expect(observed(name)?.status.explanation).toMatchObject({
        reason: 'PodSecurityViolation',
        chain: [
          { object: `Notebook ${ns}/${name}` },
          {
            object: expect.stringMatching(`StatefulSet ${ns}/nb-[a-z0-9]{5}$`),
          },
        ],
      }),
    );
  });

  it('says which clusters it cannot see', async () => {
    const unreached = await bench.engine({ server: 'https://127.0.0.1:1' });
    await unreached.engine.start();
    expect(unreached.engine.observed(() => true)).toEqual({
      items: [],
      more: false,
      unseen: [{ cluster: CLUSTER, reason: expect.any(String) }],
    });
  });
});
