import { uniqueNamespace } from '@greenroom/devcluster';
import { ApiResource, KubernetesObject } from '@greenroom/controller-runtime';
import { eventually, RESOURCES } from '../__testUtils__/EngineHarness';
import {
  expectInventoryExact,
  failing,
  gone,
  ready,
  readyWorkbench,
  STORAGE,
} from './__testUtils__/assets';
import { EngineProcess, faultBench } from './__testUtils__/faultBench';

jest.setTimeout(120_000);

const { claims, namespaces, services, statefulSets } = RESOURCES;
const TITLE = 'openshift.io/display-name';
/** As the reference has it: what drifts is put right within this time. */
const HEALED_MS = 5_000;

describe('what the watches say late, and what others do', () => {
  const bench = faultBench();
  let process: EngineProcess;

  beforeAll(async () => {
    process = await bench.process();
    await process.engine.start();
  });

  const live = (resource: ApiResource, ns: string, name = 'explore') =>
    process.exists(resource, ns, name);
  const titleOf = (object?: KubernetesObject) =>
    object?.metadata.annotations?.[TITLE];

  it('scenario 19: while the watches lag, the last declared wins and nothing is reverted', async () => {
    const { ns, workbench } = await readyWorkbench(process, { spec: STORAGE });
    const declare = (title: string) =>
      process.workbench(ns, 'explore', { ...STORAGE, title });
    process.proxy.holdEvents();
    const applied = async (title: string) =>
      eventually(async () =>
        expect(titleOf(await live(statefulSets, ns))).toBe(title),
      );
    await declare('one');
    await applied('one');
    await declare('two');
    await applied('two');
    process.proxy.api.clear();
    process.proxy.releaseEvents();

    await process.until(
      workbench,
      status => status?.observedRevision === 3 && status.phase === 'Ready',
    );
    expect(titleOf(await live(statefulSets, ns))).toBe('two');
    // The events of its own writes, however late, are no reason to write.
    expect(
      process.proxy.api.writes.filter(({ path }) => path.includes(`/${ns}/`)),
    ).toEqual([]);
  });

  it('scenario 24: a namespace that a finalizer holds is named, and holds up nobody', async () => {
    const ns = uniqueNamespace();
    const project = await process.project(ns);
    await ready(process, project);
    await bench.kubectl.apply(
      claims,
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: 'stranger',
          namespace: ns,
          finalizers: ['example.org/holds'],
        },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      } as never,
      { fieldManager: 'somebody' },
    );
    await process.remove(project, true);
    const held = await process.until(
      project,
      status => status?.explanation?.reason === 'WaitingForFinalizers',
    );
    expect(held?.phase).toBe('Deleting');
    expect(held?.explanation?.summary).toContain(`Namespace ${ns}`);
    expect(JSON.stringify(held?.explanation?.chain)).toContain(
      'example.org/holds',
    );
    await readyWorkbench(process);

    await bench.kubectl.mergePatch(
      claims,
      { namespace: ns, name: 'stranger' },
      { metadata: { finalizers: null } },
      { fieldManager: 'somebody' },
    );
    await gone(process, project);
    expect(await live(namespaces, '', ns)).toBeUndefined();
  });

  it('scenario 25: late news of an object that went are not taken for its successor', async () => {
    const { ns, workbench } = await readyWorkbench(process, { spec: STORAGE });
    const before = await live(statefulSets, ns);
    process.proxy.holdEvents({ path: /statefulsets/ });
    await process.remove(workbench);
    await gone(process, workbench);
    const again = await process.workbench(ns, 'explore', STORAGE);
    await process.until(again, status => status?.observedRevision === 1);
    process.proxy.heal();

    await ready(process, again);
    const after = await live(statefulSets, ns);
    expect(after?.metadata.uid).toBeDefined();
    expect(after?.metadata.uid).not.toBe(before?.metadata.uid);
    await expectInventoryExact(process, ns);
  });

  it.each<[string, (ns: string) => Promise<unknown>]>([
    [
      'an edit',
      ns =>
        bench.kubectl.mergePatch(
          services,
          { namespace: ns, name: 'explore' },
          { spec: { type: 'NodePort' } },
          { fieldManager: 'kubectl-edit' },
        ),
    ],
    [
      'a deletion',
      ns => bench.kubectl.delete(services, { namespace: ns, name: 'explore' }),
    ],
    [
      'a label that is taken away',
      ns =>
        bench.kubectl.mergePatch(
          services,
          { namespace: ns, name: 'explore' },
          { metadata: { labels: { 'greenroom.dev/declaration': null } } },
          { fieldManager: 'kubectl-label' },
        ),
    ],
  ])('scenario 26: %s is put right within 5 s', async (_, drift) => {
    const { ns, workbench } = await readyWorkbench(process);
    await drift(ns);
    await eventually(async () => {
      expect(await live(services, ns)).toMatchObject({
        metadata: { labels: { 'greenroom.dev/declaration': workbench.id } },
        spec: { type: 'ClusterIP' },
      });
    }, HEALED_MS);
    await expectInventoryExact(process, ns);
  });

  it('scenario 27: who changes a field again and again is named, and let be', async () => {
    const { ns, workbench } = await readyWorkbench(process);
    const edit = () =>
      bench.kubectl.mergePatch(
        services,
        { namespace: ns, name: 'explore' },
        { spec: { type: 'NodePort' } },
        { fieldManager: 'other-controller' },
      );
    const type = async () =>
      ((await live(services, ns)) as { spec?: { type?: string } })?.spec?.type;
    for (let flip = 0; flip < 5; flip++) {
      await edit();
      await eventually(async () => expect(await type()).toBe('ClusterIP'));
    }
    await edit();
    await failing(process, workbench, {
      message: expect.stringContaining('other-controller'),
    });
    process.proxy.api.clear();
    await edit();
    await new Promise(resolve => setTimeout(resolve, 1_000));
    expect(await type()).toBe('NodePort');
    expect(
      process.proxy.api.writes.filter(({ path }) => path.includes(`/${ns}/`)),
    ).toEqual([]);
  });
});
