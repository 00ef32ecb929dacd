import { uniqueNamespace } from '@greenroom/devcluster';
import { EngineHarness, RESOURCES } from './__testUtils__/EngineHarness';
import { engineBench } from './__testUtils__/engineBench';

jest.setTimeout(120_000);

const writable = (status: 'False') =>
  expect.objectContaining({ type: 'Writable', status });

describe('an engine on a cluster that may not be its own', () => {
  const bench = engineBench();

  const ready = (harness: EngineHarness, declaration: { id: string }) =>
    harness.until(declaration, status => status?.phase === 'Ready');

  it('claims a cluster that is nobody’s, and says whose it is', async () => {
    const harness = await bench.engine();
    await harness.engine.start();
    await ready(harness, await harness.project(uniqueNamespace()));
    expect(harness.engine.clusters()).toMatchObject([
      { identity: { state: 'Ours', installation: 'test' } },
    ]);
  });

  it('scenario 46: changes nothing while another installation has it, until it is taken over', async () => {
    const production = await bench.engine();
    await production.engine.start();
    await ready(production, await production.project(uniqueNamespace()));

    const staging = await bench.engine({
      lease: production.lease,
      installation: 'staging',
    });
    await staging.engine.start();
    const ns = uniqueNamespace();
    const project = await staging.project(ns);
    const held = await staging.until(
      project,
      status => status?.explanation?.reason === 'OtherInstallation',
    );
    expect(held?.observedRevision).toBe(0);
    expect(held?.conditions).toContainEqual(writable('False'));
    const workbench = await staging.workbench(ns, 'explore');
    await expect(staging.engine.operate(workbench, 'restart')).rejects.toThrow(
      "The cluster belongs to installation 'test'",
    );
    expect(staging.writes).toEqual([]);

    await staging.engine.recoverable('dev').identity.takeOver();
    await ready(staging, project);
  });

  it('scenario 45: neither changes nor deletes what is newer on the cluster than in the database', async () => {
    const harness = await bench.engine();
    await harness.engine.start();
    const ns = uniqueNamespace();
    await ready(harness, await harness.project(ns));
    await ready(harness, await harness.workbench(ns, 'explore'));
    const newer = await harness.workbench(ns, 'explore', {
      env: [{ name: 'A', value: 'b' }],
    });
    await harness.engine.operate(newer, 'stop');
    await harness.until(newer, status => status?.observedRevision === 2);

    // As a database of before the second revision has it.
    await harness.engine.stop();
    await harness
      .knex('declarations')
      .where({ id: newer.id })
      .update({ revision: 1 });
    await harness.restart();
    const behind = (status?: { conditions: { reason?: string }[] }) =>
      !!status?.conditions.some(({ reason }) => reason === 'RestoredBehind');
    await harness.until(newer, behind);
    await harness.remove(newer);
    const held = await harness.until(
      newer,
      status => behind(status) && status?.phase === 'Deleting',
    );
    expect(held?.explanation?.summary).toContain('has revision 2 of this');
    expect(
      await harness.exists(RESOURCES.statefulSets, ns, 'explore'),
    ).toBeDefined();
  });
});
