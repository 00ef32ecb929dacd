import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Discovery, KubeClient } from '@greenroom/controller-runtime';
import { parse } from 'yaml';
import { connectDevCluster, DevCluster, startDevCluster } from './cluster';
import { waitFor } from './cluster/waitFor';
import { isAlive } from './process/processes';
import { uniqueNamespace } from './testUtils';

/** Where nothing is cached yet, the first start builds everything. */
const FIRST_START = 15 * 60_000;
jest.setTimeout(30_000);

interface PodSeen {
  spec: { nodeName?: string };
  status: {
    conditions?: { type: string; status: string; message?: string }[];
    containerStatuses?: {
      restartCount: number;
      state: { waiting?: { reason: string; message: string } };
      lastState: { terminated?: { reason: string; exitCode: number } };
    }[];
  };
}

describe('the development cluster', () => {
  const namespace = uniqueNamespace();
  const clients: KubeClient[] = [];
  let directory: string;
  let cluster: DevCluster;
  let admin: KubeClient;
  let discovery: Discovery;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'greenroom-devcluster-'));
    cluster = await startDevCluster({ directory });
    admin = await clientOf(cluster);
    discovery = new Discovery(admin);
    await discovery.refresh();
    await create({ kind: 'Namespace', metadata: { name: namespace } });
  }, FIRST_START);

  afterAll(async () => {
    await Promise.all(clients.map(client => client.close()));
    await cluster?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function clientOf(of: DevCluster, token?: string) {
    const connection = { name: of.name, server: of.server, ca: of.ca };
    const client = new KubeClient({
      ...connection,
      token: token ?? (await adminToken(of)),
    });
    clients.push(client);
    return client;
  }

  function resource(apiVersion: string, kind: string) {
    const found = discovery.resource(apiVersion, kind);
    if (!found) {
      throw new Error(`${kind} of ${apiVersion} is not served`);
    }
    return found;
  }

  function create(
    object: {
      apiVersion?: string;
      kind: string;
      metadata: { name: string; labels?: Record<string, string> };
      [field: string]: unknown;
    },
    client = admin,
  ) {
    const { apiVersion = 'v1', kind, metadata } = object;
    const served = resource(apiVersion, kind);
    return client.create(served, {
      ...object,
      apiVersion,
      metadata: served.namespaced ? { ...metadata, namespace } : metadata,
    });
  }

  const createPod = (
    name: string,
    container: object,
    more: { labels?: Record<string, string>; spec?: object } = {},
  ) =>
    create({
      kind: 'Pod',
      metadata: { name, labels: more.labels },
      spec: {
        containers: [
          { name: 'main', image: 'quay.io/team/app:1', ...container },
        ],
        ...more.spec,
      },
    });

  /** Waits until a pod is as wanted. */
  const podWhen = (name: string, wanted: (pod: PodSeen) => boolean) =>
    waitFor(
      `pod ${name}`,
      async () => {
        const ref = { namespace, name };
        const pod = await admin.get<PodSeen>(resource('v1', 'Pod'), ref);
        return wanted(pod) ? pod : undefined;
      },
      { timeoutMs: 20_000 },
    );

  const condition = (pod: PodSeen, type: string) =>
    pod.status.conditions?.find(one => one.type === type);
  const waiting = (pod: PodSeen) =>
    pod.status.containerStatuses?.[0].state.waiting;

  const gpus = (count: number) => ({
    resources: { limits: { 'nvidia.com/gpu': count } },
  });
  const tolerant = {
    tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
  };

  it('runs a pod with a volume and an init container on the A100 node', async () => {
    await create({
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'work' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '5Gi' } },
      },
    });
    await createPod('train', gpus(1), {
      spec: {
        ...tolerant,
        initContainers: [{ name: 'fetch', image: 'quay.io/team/fetch:1' }],
        volumes: [
          { name: 'work', persistentVolumeClaim: { claimName: 'work' } },
        ],
      },
    });
    const pod = await podWhen(
      'train',
      seen => condition(seen, 'Ready')?.status === 'True',
    );
    expect(pod.spec.nodeName).toBe('gpu-a100-1');

    const claim = await admin.get(resource('v1', 'PersistentVolumeClaim'), {
      namespace,
      name: 'work',
    });
    expect(claim).toMatchObject({
      spec: { storageClassName: 'standard' },
      status: { phase: 'Bound', capacity: { storage: '5Gi' } },
    });
  });

  it('has logs that say that they are simulated', async () => {
    const log = (previous: boolean) =>
      admin.request<string>({
        method: 'GET',
        path: `/api/v1/namespaces/${namespace}/pods/train/log`,
        query: { container: 'main', tailLines: 2, previous },
        accept: '*/*',
      });
    expect(await log(false)).toMatch(/^(Simulated: .*\n){2}$/);
    expect(await log(true)).toContain('before its last restart');
  });

  it("explains a pod that fits nowhere in the scheduler's own words", async () => {
    await createPod('greedy', gpus(9), { spec: tolerant });
    const pod = await podWhen('greedy', seen =>
      Boolean(condition(seen, 'PodScheduled')),
    );
    expect(condition(pod, 'PodScheduled')).toMatchObject({
      status: 'False',
      reason: 'Unschedulable',
      message: expect.stringMatching(
        /^0\/6 nodes are available: .*Insufficient nvidia\.com\/gpu/,
      ),
    });
  });

  it('cannot pull from a registry whose host ends in .invalid', async () => {
    const image = 'registry.example.invalid/team/notebook:1.0';
    await createPod('unpullable', { image });
    const pod = await podWhen(
      'unpullable',
      seen => waiting(seen)?.reason === 'ImagePullBackOff',
    );
    expect(waiting(pod)?.message).toBe(
      `Back-off pulling image "${image}": ErrImagePull: rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to do request: Head "https://registry.example.invalid/v2/team/notebook/manifests/1.0": dial tcp: lookup registry.example.invalid on 10.96.0.10:53: no such host`,
    );
    const { items } = await admin.listPage<{ reason: string; type: string }>(
      resource('v1', 'Event'),
      { namespace, fieldSelector: 'involvedObject.name=unpullable' },
    );
    expect(items.map(({ type, reason }) => `${type} ${reason}`)).toEqual(
      expect.arrayContaining([
        'Normal Pulling',
        'Warning Failed',
        'Normal BackOff',
      ]),
    );
  });

  it.each([
    ['crash-loop', { reason: 'Error', exitCode: 1 }],
    ['oom', { reason: 'OOMKilled', exitCode: 137 }],
  ])('simulates %s when a label asks for it', async (mode, terminated) => {
    await createPod(mode, {}, { labels: { 'greenroom.dev/simulate': mode } });
    const pod = await podWhen(
      mode,
      seen => waiting(seen)?.reason === 'CrashLoopBackOff',
    );
    expect(pod.status.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      lastState: { terminated },
    });
  });

  it('checks the objects of the operators', async () => {
    const notebook = (spec: object) =>
      create({
        apiVersion: 'kubeflow.org/v1',
        kind: 'Notebook',
        metadata: { name: 'explore' },
        spec,
      });
    await expect(notebook({ template: { spec: {} } })).rejects.toMatchObject({
      status: 422,
    });
    const containers = [{ name: 'explore', image: 'x', ports: [] }];
    await expect(
      notebook({ template: { spec: { containers } } }),
    ).resolves.toMatchObject({ spec: { template: { spec: { containers } } } });
  });

  it("gives Greenroom's account what is shipped for it, and no more", async () => {
    const greenroom = await clientOf(cluster, cluster.accounts.greenroom.token);
    const pods = resource('v1', 'Pod');
    const { items } = await greenroom.listPage(pods, { namespace });
    expect(items.length).toBeGreaterThan(0);
    await expect(
      greenroom.listPage(resource('v1', 'Secret'), { namespace }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      create({ kind: 'ConfigMap', metadata: { name: 'x' } }, greenroom),
    ).rejects.toMatchObject({ status: 403 });
    const policy = resource(
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicyBinding',
    );
    await greenroom.get(policy, { name: 'greenroom' });
  });

  it('lets the portal only read, and no secrets', async () => {
    const reader = await clientOf(cluster, cluster.accounts.portalReader.token);
    const pods = resource('v1', 'Pod');
    const { items } = await reader.listPage(pods, { namespace });
    expect(items.length).toBeGreaterThan(0);

    await expect(
      reader.delete(pods, { namespace, name: 'train' }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      reader.listPage(resource('v1', 'Secret'), { namespace }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      reader.request({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: { verb: 'impersonate', resource: 'users' },
          },
        },
      }),
    ).resolves.toMatchObject({ status: { allowed: false } });
  });

  it('runs once per folder, leaves no process, and resumes with the same data and tokens', async () => {
    await expect(startDevCluster({ directory })).rejects.toThrow(
      `A development cluster already runs in ${directory} (process ${process.pid})`,
    );
    const pids = Object.values(cluster.pids);
    expect(pids).toHaveLength(5);
    expect(pids.every(isAlive)).toBe(true);
    const { accounts, ca } = cluster;

    await cluster.stop();
    expect(pids.some(isAlive)).toBe(false);
    await expect(connectDevCluster(cluster.stateFile)).rejects.toThrow(
      'does not describe a running development cluster',
    );

    cluster = await startDevCluster({ directory });
    expect(cluster).toMatchObject({ accounts, ca });
    const again = await connectDevCluster(cluster.stateFile);
    const reader = await clientOf(again, again.accounts.portalReader.token);
    const pod = await reader.get<PodSeen>(resource('v1', 'Pod'), {
      namespace,
      name: 'train',
    });
    expect(pod.spec.nodeName).toBe('gpu-a100-1');

    admin = await clientOf(cluster);
    await createPod('after-restart', {});
    await podWhen(
      'after-restart',
      seen => condition(seen, 'Ready')?.status === 'True',
    );
    await expect(
      admin.request({
        method: 'GET',
        path: `/api/v1/namespaces/${namespace}/pods/train/log`,
        accept: '*/*',
      }),
    ).resolves.toContain('Simulated');
  });

  it('says which component died', async () => {
    const { etcd = 0 } = cluster.pids;
    process.kill(etcd, 'SIGKILL');
    await expect(cluster.failure).rejects.toThrow(
      /^etcd was ended by SIGKILL\. The end of its log/,
    );
    await cluster.stop();
    expect(Object.values(cluster.pids).some(isAlive)).toBe(false);
  });
});

async function adminToken(cluster: DevCluster): Promise<string> {
  const config = parse(await readFile(cluster.adminKubeconfig, 'utf8'));
  return config.users[0].user.token;
}
