import { KubernetesObject } from '@greenroom/controller-runtime';
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
    await ready(await harness.project(project));
  }, 120_000);

  afterAll(() => harness?.engine.stop());

  const ready = (declaration: { id: string }) =>
    harness.until(declaration, status => status?.phase === 'Ready');
  const pod = async (name: string) =>
    (await harness.exists(RESOURCES.pods, project, `${name}-0`)) as {
      spec?: object & { initContainers?: { name: string }[] };
    };

  it('takes variables from the project, more shared memory, and a claim that outlives it', async () => {
    await harness.kubectl.create(RESOURCES.claims, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { namespace: project, name: 'shared' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    } as KubernetesObject);
    const workbench = await harness.workbench(project, 'borrower', {
      storage: [{ name: 'data', existing: 'shared', mountPath: '/data' }],
      env: [{ name: 'URL', secret: { name: 'db', key: 'url' } }],
      sharedMemory: '100Mi',
    });
    await ready(workbench);
    expect((await pod('borrower')).spec).toMatchObject({
      containers: [
        {
          env: expect.arrayContaining([
            {
              name: 'URL',
              valueFrom: { secretKeyRef: { name: 'db', key: 'url' } },
            },
          ]),
        },
      ],
      volumes: [
        { persistentVolumeClaim: { claimName: 'shared' } },
        { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '100Mi' } },
      ],
    });
    const before = await harness.exists(RESOURCES.claims, project, 'shared');

    await harness.remove(workbench, true);
    await harness.until(workbench, status => status === undefined);
    const after = await harness.exists(RESOURCES.claims, project, 'shared');
    expect(after?.metadata).toEqual(before?.metadata);
  });

  it('runs after its repository was cloned', async () => {
    const git = { url: 'https://git.example.org/fraud/notebooks.git' };
    await ready(await harness.workbench(project, 'cloned', { storage, git }));
    expect((await pod('cloned')).spec?.initContainers).toMatchObject([
      { name: 'git-clone' },
    ]);
  });
});
