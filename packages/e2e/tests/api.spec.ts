import { expect } from '@playwright/test';
import {
  ANNOTATION_RELEASED,
  AssetRef,
  LABEL_PROJECT,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Cluster } from './support/Cluster';
import { runTemplate } from './support/runTemplate';
import { test } from './support/test';
import { uniqueName } from './support/uniqueName';
import { waitForPhase } from './support/waitForPhase';

const project = uniqueName('agents');
const room: AssetRef<'Project'> = { kind: 'Project', project, name: project };
const bench: AssetRef<'Workbench'> = {
  kind: 'Workbench',
  project,
  name: 'notes',
};
const server: AssetRef<'ModelServer'> = {
  kind: 'ModelServer',
  project,
  name: 'answers',
};
const WORKBENCH = {
  project,
  name: bench.name,
  image: { name: 'pytorch', version: '2026.2' },
  hardware: { profile: 'nvidia-a100', count: 1 },
  storage: [{ name: 'work', size: '10Gi', mountPath: '/opt/app-root/src' }],
};
const MODEL_SERVER = {
  project,
  name: server.name,
  model: { uri: 'hf://Qwen/Qwen2.5-0.5B-Instruct' },
  runtime: { name: 'vllm' },
  hardware: { profile: 'nvidia-a100', count: 1 },
  replicas: 1,
};

test.describe('through the HTTP API alone', () => {
  // One story: what one test creates, the next ones look at and delete.
  test.describe.configure({ mode: 'serial' });

  /** What a project consists of before anything is created in it. */
  let emptyRoom: string[];

  test('the project template leads to a namespace with a quota', async ({
    api,
    cluster,
  }) => {
    const run = await runTemplate(api, 'ml-project', {
      name: project,
      title: 'Agents',
      owner: 'group:default/fraud',
    });
    expect(run.status, run.log).toBe('completed');
    await waitForPhase(api, room, 'Ready');

    const namespace = await cluster.get('v1', 'Namespace', { name: project });
    expect(namespace?.metadata.labels).toMatchObject({
      [LABEL_PROJECT]: project,
    });
    emptyRoom = await cluster.inventory(project);
    expect(emptyRoom.some(it => it.startsWith('ResourceQuota/'))).toBe(true);
  });

  test('the workbench template leads to a Notebook whose pod has its accelerator', async ({
    api,
    cluster,
  }) => {
    const run = await runTemplate(api, 'workbench', WORKBENCH);
    expect(run.status, run.log).toBe('completed');
    await waitForPhase(api, bench, 'Ready');

    expect(
      await cluster.get('kubeflow.org/v1', 'Notebook', {
        namespace: project,
        name: bench.name,
      }),
    ).toBeDefined();
    expect(
      await acceleratorsOf(cluster, `notebook-name=${bench.name}`),
    ).toEqual(['1']);
  });

  test('the model server template leads to an InferenceService whose pod has its accelerator', async ({
    api,
    cluster,
  }) => {
    const run = await runTemplate(api, 'model-server', MODEL_SERVER);
    expect(run.status, run.log).toBe('completed');
    await waitForPhase(api, server, 'Ready');

    expect(
      await cluster.get('serving.kserve.io/v1beta1', 'InferenceService', {
        namespace: project,
        name: server.name,
      }),
    ).toBeDefined();
    expect(
      await acceleratorsOf(
        cluster,
        `serving.kserve.io/inferenceservice=${server.name}`,
      ),
    ).toEqual(['1']);
    const { body } = await api.asset(server);
    expect(body.status.endpoints).toMatchObject([{ kind: 'openai' }]);
  });

  test('a name that exists is refused, with what to do, and stays as it is', async ({
    api,
    cluster,
  }) => {
    const before = await api.asset(bench);
    const run = await runTemplate(api, 'workbench', {
      ...WORKBENCH,
      hardware: { profile: 'small-cpu' },
    });

    expect(run.status).toBe('failed');
    expect(run.log).toMatch(/exists/);
    expect(run.log).toMatch(/another name|Edit/);
    const after = await api.asset(bench);
    expect(after.body.revision).toBe(before.body.revision);
    expect(after.body.spec).toEqual(before.body.spec);
    expect(
      await acceleratorsOf(cluster, `notebook-name=${bench.name}`),
    ).toEqual(['1']);
  });

  for (const { what, change, field } of [
    {
      what: 'a hardware profile that is not offered',
      change: { hardware: { profile: 'quantum' } },
      field: 'hardware.profile',
    },
    {
      what: 'more accelerators than a node can have',
      change: { hardware: { profile: 'nvidia-a100', count: 99 } },
      field: 'hardware.count',
    },
    {
      what: 'a size that is none',
      change: {
        storage: [{ name: 'work', size: 'large', mountPath: '/data' }],
      },
      field: 'storage[0].size',
    },
    {
      what: 'an environment variable that looks like a secret',
      change: { env: [{ name: 'API_TOKEN', value: 'abc' }] },
      field: 'env[0]',
    },
  ]) {
    test(`${what} is refused with its field, and leaves nothing`, async ({
      api,
      cluster,
    }) => {
      const refused: AssetRef<'Workbench'> = { ...bench, name: 'refused' };
      const { image, hardware, storage } = WORKBENCH;
      const before = await cluster.inventory(project);
      const { status, body } = await api.declare(refused, {
        spec: {
          image,
          hardware: change.hardware ?? hardware,
          storage: change.storage ?? storage,
          env: change.env,
        },
      });

      expect(status).toBe(400);
      expect(JSON.stringify(body)).toContain(field);
      expect((await api.asset(refused)).status).toBe(404);
      expect(await cluster.inventory(project)).toEqual(before);
    });
  }

  test('what is deleted leaves the volume that was kept and nothing else', async ({
    api,
    cluster,
  }) => {
    for (const ref of [bench, server]) {
      expect((await api.remove(ref)).status).toBe(204);
    }
    for (const ref of [bench, server]) await waitForPhase(api, ref, 'gone');

    const claim = `${bench.name}-work`;
    await expect
      .poll(() => cluster.inventory(project), { timeout: 30_000 })
      .toEqual([...emptyRoom, `PersistentVolumeClaim/${claim}`].sort());
    const kept = await cluster.get('v1', 'PersistentVolumeClaim', {
      namespace: project,
      name: claim,
    });
    expect(kept?.metadata.annotations).toHaveProperty([ANNOTATION_RELEASED]);
  });

  test('a workbench of the same name takes up the kept volume, and leaves nothing when its data goes too', async ({
    api,
    cluster,
  }) => {
    const { image, storage } = WORKBENCH;
    const { status, body } = await api.declare(bench, {
      spec: { image, storage, hardware: { profile: 'small-cpu' } },
    });
    expect(status, JSON.stringify(body)).toBe(201);
    await waitForPhase(api, bench, 'Ready');

    expect((await api.remove(bench, { deleteData: true })).status).toBe(204);
    await waitForPhase(api, bench, 'gone');
    await expect
      .poll(() => cluster.inventory(project), { timeout: 30_000 })
      .toEqual(emptyRoom);
  });

  test('a project goes with its namespace when its data goes too', async ({
    api,
    cluster,
  }) => {
    expect((await api.remove(room, { deleteData: true })).status).toBe(204);
    await waitForPhase(api, room, 'gone');
    expect(
      await cluster.get('v1', 'Namespace', { name: project }),
    ).toBeUndefined();
  });
});

async function acceleratorsOf(cluster: Cluster, labelSelector: string) {
  const pods = await cluster.pods(project, labelSelector);
  return pods.map(({ spec }) =>
    spec.containers
      .map(({ resources }) => resources?.limits?.['nvidia.com/gpu'])
      .find(Boolean),
  );
}
