import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiResource,
  ClusterConnection,
  connectionFromKubeconfig,
  KubeClient,
  KubernetesObject,
  ObjectRef,
} from '@greenroom/controller-runtime';
import { DevCluster, startDevCluster } from '@greenroom/devcluster';

/** What reacts to objects: it would take the two cores from those who are measured. */
const CONTROLLERS = [
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
] as const;

const NAMESPACES: ApiResource = {
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  namespaced: false,
  verbs: [],
};

const SERVICES: ApiResource = {
  ...NAMESPACES,
  kind: 'Service',
  plural: 'services',
  namespaced: true,
};

const PODS: ApiResource = { ...SERVICES, kind: 'Pod', plural: 'pods' };

const STATEFUL_SETS: ApiResource = {
  ...SERVICES,
  apiVersion: 'apps/v1',
  group: 'apps',
  kind: 'StatefulSet',
  plural: 'statefulsets',
};

const WORKBENCH_RESOURCES: readonly ApiResource[] = [
  SERVICES,
  {
    ...SERVICES,
    kind: 'PersistentVolumeClaim',
    plural: 'persistentvolumeclaims',
  },
  STATEFUL_SETS,
];

const HEAL_TIMEOUT_MS = 30_000;

/** A control plane for one run, that nobody else uses. */
export class BenchCluster {
  readonly admin: KubeClient;
  /** With all rights; every side connects with the same. */
  readonly connection: ClusterConnection;
  readonly kubeconfig: string;
  readonly #cluster: DevCluster;
  readonly #directory: string;

  private constructor(
    cluster: DevCluster,
    connection: ClusterConnection,
    directory: string,
  ) {
    this.#cluster = cluster;
    this.#directory = directory;
    this.connection = { ...connection, name: 'bench' };
    this.kubeconfig = cluster.adminKubeconfig;
    this.admin = new KubeClient(this.connection);
  }

  static async start(): Promise<BenchCluster> {
    const directory = await mkdtemp(join(tmpdir(), 'greenroom-bench-'));
    const cluster = await startDevCluster({ directory });
    return new BenchCluster(
      cluster,
      await connectionFromKubeconfig(cluster.adminKubeconfig),
      directory,
    );
  }

  /** Whether `taskset` could give the API server and etcd a core of their own. */
  pin(pid?: number): boolean {
    const { pids } = this.#cluster;
    try {
      for (const server of [pids.etcd, pids['kube-apiserver']]) {
        if (server) taskset('0', server);
      }
      if (pid) taskset('1', pid);
      return true;
    } catch {
      return false;
    }
  }

  /** Gives what makes load the core of the API server, so that the subject has its own. */
  pinLoad(pid: number): void {
    try {
      taskset('0', pid);
    } catch {
      // Then nothing is pinned; the report says so.
    }
  }

  /** Path of a file that is gone with the cluster. */
  file(name: string): string {
    return join(this.#directory, name);
  }

  /** For peers, who make no projects. */
  async createNamespace(name: string): Promise<void> {
    await this.admin.create(NAMESPACES, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  }

  /** Edits a Service as a person would. Milliseconds until the edit was undone. */
  async editService(ref: ObjectRef): Promise<number> {
    await this.admin.mergePatch(
      SERVICES,
      ref,
      { spec: { selector: { 'example.org/edited': 'yes' }, type: 'NodePort' } },
      { fieldManager: 'kubectl-edit' },
    );
    const started = performance.now();
    for (;;) {
      const { spec } = await this.admin.get<{ spec: { type: string } }>(
        SERVICES,
        ref,
      );
      const ms = performance.now() - started;
      if (spec.type === 'ClusterIP') return ms;
      if (ms > HEAL_TIMEOUT_MS) {
        throw new Error(
          `Service ${ref.namespace}/${ref.name} was not put back`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 25));
    }
  }

  /** Objects of Greenroom in these namespaces, of the kinds that a workbench has. */
  async countOwned(namespaces: readonly string[]): Promise<number> {
    let count = 0;
    for (const namespace of namespaces) {
      for (const resource of WORKBENCH_RESOURCES) {
        const { items } = await this.admin.listPage(resource, {
          namespace,
          labelSelector:
            'app.kubernetes.io/managed-by=greenroom,greenroom.dev/declaration',
          metadataOnly: true,
        });
        count += items.filter(
          ({ metadata }) => metadata.annotations?.['greenroom.dev/nonce'],
        ).length;
      }
    }
    return count;
  }

  /** UIDs of all StatefulSets, by `namespace/name`. */
  async statefulSetUids(): Promise<Map<string, string>> {
    const uids = new Map<string, string>();
    const list = this.admin.list(STATEFUL_SETS, { metadataOnly: true });
    for await (const { metadata } of list) {
      const { namespace, name, uid = '' } = metadata;
      uids.set(`${namespace}/${name}`, uid);
    }
    return uids;
  }

  /** All pods as a watch shows them, and from where one may watch on. */
  async pods<T extends KubernetesObject>(): Promise<{
    pods: T[];
    version: string;
  }> {
    const { items, resourceVersion } = await this.admin.listPage<T>(PODS);
    return {
      pods: items.map(pod => ({ ...pod, apiVersion: 'v1', kind: 'Pod' })),
      version: resourceVersion,
    };
  }

  /** Stops the clocks of what reacts to objects, for all sides alike. */
  pauseControllers(): void {
    this.#signal('SIGSTOP');
  }

  resumeControllers(): void {
    this.#signal('SIGCONT');
  }

  async stop(): Promise<void> {
    this.resumeControllers();
    await this.admin.close();
    await this.#cluster.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }

  #signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    for (const program of CONTROLLERS) {
      const pid = this.#cluster.pids[program];
      if (pid) process.kill(pid, signal);
    }
  }
}

function taskset(core: string, pid: number): void {
  execFileSync('taskset', ['-a', '-p', '-c', core, String(pid)], {
    stdio: 'ignore',
  });
}
