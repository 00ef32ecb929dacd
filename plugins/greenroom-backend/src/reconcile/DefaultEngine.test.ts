import { KubeClient, UnreachableError } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { Records } from './records/Records';
import { engineBench } from './__testUtils__/engineBench';
import {
  EngineHarness,
  eventually,
  RESOURCES,
} from './__testUtils__/EngineHarness';

jest.setTimeout(120_000);

const { claims, namespaces, services, statefulSets } = RESOURCES;
const STORAGE = {
  storage: [{ name: 'work', size: '1Gi', mountPath: '/opt/work' }],
};

describe('DefaultEngine', () => {
  const bench = engineBench();
  let harness: EngineHarness;

  bench.beforeEach(started => {
    harness = started;
  });

  it('brings a project and a workbench to Ready', async () => {
    const ns = uniqueNamespace();
    const project = await harness.project(ns);
    const workbench = await harness.workbench(ns, 'explore', STORAGE);

    await harness.until(project, status => status?.phase === 'Ready');
    const status = await harness.until(
      workbench,
      seen => seen?.phase === 'Ready',
    );
    expect(status?.simulated).toBe(true);

    const labels = { 'greenroom.dev/declaration': workbench.id };
    expect(await harness.exists(statefulSets, ns, 'explore')).toMatchObject({
      metadata: { labels, annotations: { 'greenroom.dev/revision': '1' } },
    });
    expect(harness.publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: `greenroom:asset:${workbench.id}`,
      message: { id: workbench.id, sequence: expect.any(Number) },
    });
  });

  it('answers what the API asks of clusters, capacity, manifests and events', async () => {
    const { workbench } = await readyWorkbench();
    const { engine } = harness;

    expect(engine.clusters()).toMatchObject([
      {
        name: 'dev',
        state: 'live',
        kubernetesVersion: expect.stringMatching(/^v1\./),
        targets: expect.arrayContaining([
          { kind: 'Workbench', target: 'statefulset' },
        ]),
      },
    ]);
    const { clusters, accelerators } = engine.capacity();
    expect(clusters).toMatchObject([
      { cluster: 'dev', known: true, stale: false, simulated: true },
    ]);
    expect(accelerators).toContainEqual(
      expect.objectContaining({ resource: 'nvidia.com/gpu', cluster: 'dev' }),
    );
    expect(engine.manifests(workbench).objects.map(({ kind }) => kind)).toEqual(
      ['PersistentVolumeClaim', 'Service', 'StatefulSet'],
    );
    expect(engine.events(workbench)).toContainEqual(
      expect.objectContaining({ reason: 'Scheduled', type: 'Normal' }),
    );
  });

  it('writes nothing when nothing has changed, also after a restart', async () => {
    const { ns, workbench } = await readyWorkbench();
    const before = await harness.exists(statefulSets, ns, 'explore');
    await harness.restart();
    harness.requests.length = 0;

    harness.engine.enqueue(workbench);
    await settled();

    expect(harness.writes).toEqual([]);
    expect(
      (await harness.exists(statefulSets, ns, 'explore'))?.metadata.generation,
    ).toBe(before?.metadata.generation);
  });

  it("scenario 9: never touches a stranger's object", async () => {
    const ns = uniqueNamespace();
    const project = await harness.project(ns);
    await harness.until(project, status => status?.phase === 'Ready');
    const foreign = await bench.kubectl.create(services, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'explore', namespace: ns },
      spec: { ports: [{ port: 1234 }] },
    } as never);

    const workbench = await harness.workbench(ns, 'explore');

    await eventually(async () =>
      expect(await failureOf(workbench)).toMatchObject({
        type: 'Foreign',
        object: `Service ${ns}/explore`,
      }),
    );
    expect(await harness.exists(services, ns, 'explore')).toEqual(foreign);

    await harness.remove(workbench);
    await gone(workbench);
    expect(await harness.exists(services, ns, 'explore')).toEqual(foreign);
  });

  it('leaves no double and no orphan after a crash before anything was recorded', async () => {
    const ns = uniqueNamespace();
    const record = jest
      .spyOn(Records.prototype, 'record')
      .mockRejectedValue(new Error('crash'));
    const project = await harness.project(ns);
    await eventually(async () => expect(record).toHaveBeenCalled());
    const first = await harness.exists(namespaces, undefined, ns);
    record.mockRestore();
    await harness.restart();

    await harness.until(project, status => status?.phase === 'Ready');

    expect(
      (await harness.exists(namespaces, undefined, ns))?.metadata.uid,
    ).toBe(first?.metadata.uid);
    expect(await harness.knex('inventory').whereNull('uid')).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'converges when apply %d was done but its answer is lost',
    async lost => {
      const apply = KubeClient.prototype.apply;
      let calls = 0;
      jest
        .spyOn(KubeClient.prototype, 'apply')
        .mockImplementation(async function loseAnswer(
          this: KubeClient,
          ...args
        ) {
          const answer = await apply.apply(this, args);
          calls += 1;
          if (calls === lost) throw new UnreachableError('connection reset');
          return answer;
        } as typeof apply);

      const { workbench } = await readyWorkbench();

      // Six objects of the project, three of the workbench, one of them twice.
      expect(calls).toBe(10);
      const rows = await harness.knex('inventory');
      expect(rows).toHaveLength(9);
      expect(rows.every(({ uid, applied_hash: hash }) => uid && hash)).toBe(
        true,
      );
      expect(await failureOf(workbench)).toBeUndefined();
    },
  );

  it('removes what is no longer declared, but no data', async () => {
    const { ns, project } = await readyWorkbench({ hard: { pods: '9' } });
    const quota = {
      ...RESOURCES.services,
      kind: 'ResourceQuota',
      plural: 'resourcequotas',
    };
    expect(await harness.exists(quota, ns, 'greenroom-quota')).toBeDefined();

    await harness.project(ns, {}, 'without a quota');
    await eventually(async () =>
      expect(
        await harness.exists(quota, ns, 'greenroom-quota'),
      ).toBeUndefined(),
    );

    await harness.workbench(ns, 'explore', { title: 'No storage' });
    await harness.until(project, status => status?.observedRevision === 2);
    await settled();
    expect(await harness.exists(claims, ns, 'explore-work')).toBeDefined();
  });

  it('keeps data when an asset is deleted, and takes it up when it is declared again', async () => {
    const { ns, project, workbench } = await readyWorkbench();
    const data = await harness.exists(claims, ns, 'explore-work');

    await harness.remove(workbench);
    await gone(workbench);
    expect(await harness.exists(statefulSets, ns, 'explore')).toBeUndefined();
    await harness.remove(project);
    await gone(project);
    expect(await harness.exists(namespaces, undefined, ns)).toBeDefined();

    await harness.project(ns);
    const again = await harness.workbench(ns, 'explore', STORAGE);
    await harness.until(again, status => status?.phase === 'Ready');
    const kept = await harness.exists(claims, ns, 'explore-work');
    expect(kept?.metadata.uid).toBe(data?.metadata.uid);
    expect(kept?.metadata.labels).toMatchObject({
      'greenroom.dev/declaration': again.id,
    });
    expect(kept?.metadata.annotations).not.toHaveProperty([
      'greenroom.dev/released',
    ]);
  });

  it('deletes data and namespace when asked to', async () => {
    const { ns, project, workbench } = await readyWorkbench();

    await harness.remove(workbench, true);
    await gone(workbench);
    expect(await harness.exists(claims, ns, 'explore-work')).toBeUndefined();

    await harness.remove(project, true);
    await gone(project);
    expect(await harness.exists(namespaces, undefined, ns)).toBeUndefined();
  });

  it('makes again what somebody deleted', async () => {
    const { ns } = await readyWorkbench();
    const { exists } = harness;
    for (const resource of [services, statefulSets]) {
      const before = await exists(resource, ns, 'explore');

      await bench.kubectl.delete(resource, { namespace: ns, name: 'explore' });

      await eventually(async () => {
        const now = await exists(resource, ns, 'explore');
        expect(now?.metadata.uid).toBeDefined();
        expect(now?.metadata.uid).not.toBe(before?.metadata.uid);
      });
    }
  });

  it('puts back a label that somebody took away', async () => {
    const { ns, workbench } = await readyWorkbench();

    await bench.kubectl.mergePatch(
      services,
      { namespace: ns, name: 'explore' },
      { metadata: { labels: { 'app.kubernetes.io/managed-by': null } } },
    );

    await eventually(async () =>
      expect(
        (
          await harness.exists(services, ns, 'explore')
        )?.metadata.labels,
      ).toMatchObject({
        'app.kubernetes.io/managed-by': 'greenroom',
        'greenroom.dev/declaration': workbench.id,
      }),
    );
  });

  it('puts back what somebody edited by hand', async () => {
    const { ns, workbench } = await readyWorkbench();

    await bench.kubectl.mergePatch(
      services,
      { namespace: ns, name: 'explore' },
      { spec: { selector: { 'greenroom.dev/declaration': 'another' } } },
      { fieldManager: 'kubectl-edit' },
    );

    await eventually(async () =>
      expect(await harness.exists(services, ns, 'explore')).toMatchObject({
        spec: { selector: { 'greenroom.dev/declaration': workbench.id } },
      }),
    );
    expect(await failureOf(workbench)).toBeUndefined();
  });

  it('scenario 15: goes on when a quota that was in the way is raised', async () => {
    const ns = uniqueNamespace();
    const project = await harness.project(ns, { persistentvolumeclaims: '0' });
    await harness.until(project, status => status?.phase === 'Ready');
    const workbench = await harness.workbench(ns, 'explore', STORAGE);
    await eventually(async () =>
      expect(await failureOf(workbench)).toMatchObject({ type: 'Denied' }),
    );

    await harness.project(ns, { persistentvolumeclaims: '5' }, 'More room');

    await harness.until(workbench, status => status?.phase === 'Ready');
    expect(await failureOf(workbench)).toBeUndefined();
  });

  it('scenario 8: names the manager when a field belongs to somebody else', async () => {
    const { ns } = await readyWorkbench();
    await bench.kubectl.apply(
      services,
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'explore', namespace: ns },
        spec: { selector: { 'greenroom.dev/declaration': 'another' } },
      } as never,
      { fieldManager: 'somebody', force: true },
    );

    await eventually(async () => {
      const failures = await harness
        .knex('realisations')
        .whereNotNull('failure');
      expect(failures.map(({ failure }) => JSON.parse(failure))).toEqual([
        expect.objectContaining({
          type: 'Conflict',
          message: expect.stringContaining('somebody'),
        }),
      ]);
    });
  });

  it('stops what is wanted stopped as soon as it is made', async () => {
    const ns = uniqueNamespace();
    await harness.project(ns);
    const workbench = await harness.workbench(ns, 'explore');
    await harness.store.setRunState(workbench.id, {
      wanted: 'stopped',
      by: 'user:default/dana',
      at: new Date().toISOString(),
    });

    await harness.until(workbench, status => status?.phase === 'Stopped');
    const stopped = await harness.store.getById(workbench.id);
    await harness.engine.operate(stopped!, 'start');
    const status = await harness.until(
      workbench,
      seen => seen?.phase === 'Ready',
    );
    expect(status?.stale).toBe(false);
  });

  async function readyWorkbench(tier: { hard?: Record<string, string> } = {}) {
    const ns = uniqueNamespace();
    const project = await harness.project(ns, tier.hard);
    const workbench = await harness.workbench(ns, 'explore', STORAGE);
    await harness.until(project, status => status?.phase === 'Ready');
    await harness.until(workbench, status => status?.phase === 'Ready');
    return { ns, project, workbench };
  }

  async function failureOf({ id }: { id: string }) {
    const row = await harness
      .knex('realisations')
      .where({ declaration_id: id })
      .first();
    return row?.failure ? JSON.parse(row.failure) : undefined;
  }

  async function gone({ id }: { id: string }) {
    await eventually(async () =>
      expect(await harness.store.getById(id)).toBeUndefined(),
    );
  }

  /** Long enough for whatever was queued. */
  async function settled() {
    await new Promise(resolve => setTimeout(resolve, 2_000));
  }
});
