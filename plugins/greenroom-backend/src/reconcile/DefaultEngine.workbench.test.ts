import { uniqueNamespace } from '@greenroom/devcluster';
import { engineBench } from './__testUtils__/engineBench';
import { EngineHarness, RESOURCES } from './__testUtils__/EngineHarness';

jest.setTimeout(120_000);

/** With Greenroom's own rights, in a namespace that demands Pod Security `restricted`. */
describe('DefaultEngine with a Workbench', () => {
  const bench = engineBench();
  const storage = [{ name: 'work', size: '1Gi', mountPath: '/work' }];
  let harness: EngineHarness;
  let project: string;

  beforeAll(async () => {
    harness = await bench.engine();
    await harness.engine.start();
    project = uniqueNamespace();
    await harness.project(project);
  }, 120_000);

  afterAll(() => harness?.engine.stop());

  const ready = (declaration: { id: string }) =>
    harness.until(declaration, status => status?.phase === 'Ready');
  const pod = async (name: string) =>
    (await harness.exists(RESOURCES.pods, project, `${name}-0`)) as {
      spec?: { initContainers?: { name: string }[] };
    };

  it('runs after its repository was cloned', async () => {
    const git = { url: 'https://git.example.org/fraud/notebooks.git' };
    await ready(await harness.workbench(project, 'cloned', { storage, git }));
    expect((await pod('cloned')).spec?.initContainers).toMatchObject([
      { name: 'git-clone' },
    ]);
  });
});
