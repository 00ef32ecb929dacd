import { KubernetesObject } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { engineBench } from './__testUtils__/engineBench';
import {
  EngineHarness,
  eventually,
  RESOURCES,
} from './__testUtils__/EngineHarness';

jest.setTimeout(120_000);

/** With Greenroom's own rights, in a namespace that demands Pod Security `restricted`. */
describe('DefaultEngine with a Workbench', () => {
  const bench = engineBench();
  const storage = [{ name: 'work', size: '1Gi', mountPath: '/work' }];
  let harness: EngineHarness;
  let project: string;

  const ready = (declaration: { id: string }) =>
    harness.until(declaration, status => status?.phase === 'Ready');

  beforeAll(async () => {
    harness = await bench.engine();
    await harness.engine.start();
    project = uniqueNamespace();
    await ready(await harness.project(project));
  }, 120_000);

  afterAll(() => harness?.engine.stop());

  const pod = async (name: string) =>
    (await harness.exists(RESOURCES.pods, project, `${name}-0`)) as {
      spec?: object & { initContainers?: { name: string }[] };
    };

  const makeClaim = (name: string) =>
    harness.kubectl.create(RESOURCES.claims, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { namespace: project, name },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    } as KubernetesObject);

  it('takes variables from the project, more shared memory, and a claim that outlives it', async () => {
    await makeClaim('shared');
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
        { configMap: { name: 'greenroom-jupyter' } },
      ],
    });
    const before = await harness.exists(RESOURCES.claims, project, 'shared');
    const claims = harness.engine.claims(await harness.project(project));
    expect(claims).toMatchObject([{ name: 'shared', size: '1Gi' }]);

    await harness.remove(workbench, true);
    await harness.until(workbench, status => status === undefined);
    const after = await harness.exists(RESOURCES.claims, project, 'shared');
    expect(after?.metadata).toEqual(before?.metadata);
  });

  it('says that a claim which is to exist does not, and runs once it does', async () => {
    const workbench = await harness.workbench(project, 'waiting', {
      storage: [{ name: 'data', existing: 'later', mountPath: '/data' }],
    });
    const waiting = await harness.until(
      workbench,
      status => status?.explanation?.reason === 'ClaimMissing',
    );
    expect(waiting?.explanation).toMatchObject({
      summary: 'There is no volume claim "later" in the project.',
    });
    await makeClaim('later');
    await ready(workbench);
  });

  describe('with a token', () => {
    const declare = (name: string, spec: object = {}) =>
      harness.workbench(project, name, spec, { authentication: 'token' });
    const access = async ({ id }: { id: string }) =>
      harness.engine.access((await harness.store.getById(id))!);
    const secret = (name: string) =>
      harness.exists(RESOURCES.secrets, project, `${name}-jupyter-token`);

    it('makes it once, and tells it to nobody but who asks', async () => {
      const workbench = await declare('guarded');
      await ready(workbench);
      await eventually(async () =>
        expect(await secret('guarded')).toBeDefined(),
      );
      const { token } = await access(workbench);
      expect(token).toMatch(/^[\w-]{43}$/);
      expect((await pod('guarded')).spec).toMatchObject({
        containers: [
          {
            env: expect.arrayContaining([
              {
                name: 'JUPYTER_TOKEN',
                valueFrom: {
                  secretKeyRef: { name: 'guarded-jupyter-token', key: 'token' },
                },
              },
            ]),
          },
        ],
      });

      // A later revision, and another process, leave it as it is.
      await declare('guarded', { title: 'New' });
      await harness.until(workbench, status => status?.observedRevision === 2);
      await harness.restart();
      await eventually(async () =>
        expect(await access(workbench)).toEqual({ token }),
      );

      for (const table of [
        'declarations',
        'inventory',
        'statuses',
        'revisions',
      ]) {
        const rows = JSON.stringify(await harness.knex(table));
        expect(rows).not.toContain(token);
        expect(rows).not.toContain(Buffer.from(token).toString('base64'));
      }

      await harness.remove(workbench);
      await harness.until(workbench, status => status === undefined);
      await eventually(async () =>
        expect(await secret('guarded')).toBeUndefined(),
      );
    });

    it('has a new one after somebody deleted it while nothing ran', async () => {
      const workbench = await declare('robbed');
      await ready(workbench);
      const { token } = await access(workbench);
      const stored = async () => (await harness.store.getById(workbench.id))!;
      await harness.engine.operate(await stored(), 'stop');
      await harness.until(workbench, status => status?.phase === 'Stopped');
      await harness.kubectl.delete(RESOURCES.secrets, {
        namespace: project,
        name: 'robbed-jupyter-token',
      });
      await expect(access(workbench)).rejects.toThrow('is not there yet');

      harness.engine.enqueue(workbench);
      await eventually(async () =>
        expect((await access(workbench)).token).not.toBe(token),
      );
      await harness.engine.operate(await stored(), 'start');
      await ready(workbench);
    });

    it('leaves a Secret alone that others made under the name', async () => {
      const data = { token: Buffer.from('known').toString('base64') };
      await harness.kubectl.create(RESOURCES.secrets, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { namespace: project, name: 'planted-jupyter-token' },
        data,
      } as KubernetesObject);
      const workbench = await declare('planted');
      await harness.until(
        workbench,
        status => status?.explanation?.reason === 'ForeignObject',
      );
      await expect(access(workbench)).rejects.toThrow('is not there yet');
      expect(await secret('planted')).toMatchObject({ data });
      expect(
        await harness.exists(RESOURCES.statefulSets, project, 'planted'),
      ).toBeUndefined();
    });

    it('is of no revision of before', async () => {
      const workbench = await harness.workbench(project, 'older');
      await ready(workbench);
      await expect(access(workbench)).rejects.toThrow(
        "has no token of Greenroom's",
      );
    });
  });

  it('runs after its repository was cloned', async () => {
    const git = { url: 'https://git.example.org/fraud/notebooks.git' };
    await ready(await harness.workbench(project, 'cloned', { storage, git }));
    expect((await pod('cloned')).spec?.initContainers).toMatchObject([
      { name: 'git-clone' },
    ]);
  });
});
