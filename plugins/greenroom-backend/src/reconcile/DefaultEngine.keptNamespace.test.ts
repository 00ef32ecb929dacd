import { uniqueNamespace } from '@greenroom/devcluster';
import { engineBench } from './__testUtils__/engineBench';
import {
  CLUSTER,
  EngineHarness,
  eventually,
  RESOURCES,
} from './__testUtils__/EngineHarness';
import { NamespaceLook } from './NamespaceLook';

jest.setTimeout(120_000);

describe('DefaultEngine, when a deletion kept a namespace', () => {
  const bench = engineBench();
  let harness: EngineHarness;

  bench.beforeEach(started => {
    harness = started;
  });

  const gone = ({ id }: { id: string }) =>
    eventually(async () =>
      expect(await harness.store.getById(id)).toBeUndefined(),
    );

  it('gives it to its owner only, and deletes it for nobody else', async () => {
    const ns = uniqueNamespace();
    const namespace = () => harness.exists(RESOURCES.namespaces, undefined, ns);
    const project = await harness.project(ns);
    await harness.until(project, status => status?.phase === 'Ready');
    await harness.remove(project);
    await gone(project);
    const kept = await namespace();
    const look = new NamespaceLook(() => ({
      client: bench.kubectl,
      projectRequests: { asks: false },
    }));
    expect(await look.problem(CLUSTER, ns, 'group:default/risk')).toContain(
      'holds data that group:default/fraud kept',
    );
    expect(
      await look.problem(CLUSTER, ns, 'group:default/fraud'),
    ).toBeUndefined();

    const theirs = await harness.project(ns, {}, ns, 'group:default/risk');
    const status = await harness.until(
      theirs,
      seen => seen?.explanation?.reason === 'ForeignObject',
    );
    expect(status?.explanation?.chain[0].evidence).toContain(
      'holds data that group:default/fraud kept',
    );
    await harness.remove(theirs, true);
    await gone(theirs);
    expect(await namespace()).toMatchObject({
      metadata: { uid: kept?.metadata.uid },
    });
    expect(await namespace()).not.toHaveProperty('metadata.deletionTimestamp');

    const again = await harness.project(ns);
    await harness.until(again, seen => seen?.phase === 'Ready');
    expect((await namespace())?.metadata.annotations).not.toHaveProperty([
      'greenroom.dev/released-by',
    ]);
  });

  it('refuses early what somebody else has, and nothing that it cannot see', async () => {
    const look = new NamespaceLook(() => ({
      client: bench.kubectl,
      projectRequests: { asks: false },
    }));
    const problem = (name: string) => look.problem(CLUSTER, name, 'group:a/b');
    expect(await problem('kube-public')).toContain(
      'that Greenroom did not make; choose another name',
    );
    expect(await problem(uniqueNamespace())).toBeUndefined();
    const unknown = new NamespaceLook(() => {
      throw new Error('There is no such cluster');
    });
    expect(await unknown.problem(CLUSTER, 'a', 'group:a/b')).toBeUndefined();
  });
});
