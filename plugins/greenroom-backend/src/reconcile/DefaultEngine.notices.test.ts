import { plainSite } from '@greenroom/backstage-plugin-greenroom-common';
import { uniqueNamespace } from '@greenroom/devcluster';
import { builtInTargets } from '../targets';
import { engineBench } from './__testUtils__/engineBench';
import { EngineHarness, eventually } from './__testUtils__/EngineHarness';
import { named } from './faults/__testUtils__/assets';

jest.setTimeout(120_000);

describe('DefaultEngine, with news for owners', () => {
  const bench = engineBench();
  let harness: EngineHarness;
  let project: string;

  const inPhase = (declaration: { id: string }, phase: string) =>
    harness.until(declaration, status => status?.phase === phase);
  const titles = () => harness.notices.map(({ title }) => title);
  const told = (count: number) =>
    eventually(async () => expect(titles()).toHaveLength(count));

  beforeAll(async () => {
    harness = await bench.engine();
    await harness.engine.start();
    project = uniqueNamespace('news');
    await inPhase(await harness.project(project), 'Ready');
  });
  beforeEach(() => {
    harness.notices.length = 0;
  });
  afterAll(() => harness?.engine.stop());

  it('tells once for each start that a workbench is ready, also after a restart of its own', async () => {
    const workbench = await harness.workbench(project, 'explore', {
      title: 'Explore',
    });
    await inPhase(workbench, 'Ready');
    await told(1);
    expect(harness.notices).toEqual([
      {
        topic: 'ready',
        owner: 'group:default/fraud',
        entityRef: `resource:${project}/explore`,
        scope: `${workbench.id}/ready`,
        title: 'Workbench Explore is ready',
        description: 'It can be opened from its page.',
        severity: 'normal',
      },
    ]);

    await harness.restart();
    const at = new Date().toISOString();
    const stored = async () => (await harness.store.getById(workbench.id))!;
    await eventually(async () =>
      harness.engine.operate(await stored(), 'stop'),
    );
    await inPhase(workbench, 'Stopped');
    expect(titles()).toHaveLength(1);

    await harness.store.setRunState(workbench.id, {
      wanted: 'running',
      by: 'user:default/dana',
      at,
    });
    await harness.engine.operate(await stored(), 'start');
    harness.engine.enqueue(workbench);
    await inPhase(workbench, 'Ready');
    await told(2);
  });

  it('tells what failed and what to do, once', async () => {
    const workbench = await harness.workbench(
      project,
      'stuck',
      {},
      { image: { ref: 'registry.invalid/workbench:1' } },
    );
    const status = await inPhase(workbench, 'Failed');
    await told(1);
    expect(harness.notices).toMatchObject([
      {
        topic: 'failed',
        title: 'Workbench stuck has failed',
        severity: 'high',
        description: expect.stringContaining(status!.explanation!.summary),
      },
    ]);
    const row = await harness
      .knex('statuses')
      .where({ declaration_id: workbench.id })
      .first('notified');
    expect(JSON.parse(row.notified)).toMatchObject({
      failed: { occurrence: expect.stringContaining('revision 1') },
    });

    harness.engine.enqueue(workbench);
    await harness.restart();
    await inPhase(workbench, 'Failed');
    await new Promise(resolve => setTimeout(resolve, 1_000));
    expect(titles()).toHaveLength(1);
  });

  it('warns before the cluster stops what nobody uses', async () => {
    const culled = await bench.engine({
      site: { ...plainSite, culler: { idleAfter: 60 } },
    });
    await culled.restart(builtInTargets);
    const name = uniqueNamespace('idle');
    const ready = (declaration: { id: string }) =>
      culled.until(declaration, status => status?.phase === 'Ready');
    await ready(await culled.project(name));
    await ready(await culled.workbench(name, 'quiet'));
    await eventually(async () =>
      expect(culled.notices.map(({ topic }) => topic)).toEqual(['ready']),
    );
    // As Kubeflow's culler does where it is switched on.
    const used = (minutesAgo: number) =>
      bench.kubectl.mergePatch(
        named('kubeflow.org/v1', 'Notebook', 'notebooks'),
        { namespace: name, name: 'quiet' },
        {
          metadata: {
            annotations: {
              'notebooks.kubeflow.org/last-activity': new Date(
                Date.now() - minutesAgo * 60_000,
              ).toISOString(),
            },
          },
        },
      );
    // In a moment half an hour is left; nothing but time passes until then.
    await used(30 - 3 / 60);
    await eventually(async () =>
      expect(culled.notices.map(({ title }) => title)).toEqual([
        'Workbench quiet is ready',
        'Workbench quiet is about to be stopped',
      ]),
    );
    await culled.engine.stop();
  });
});
