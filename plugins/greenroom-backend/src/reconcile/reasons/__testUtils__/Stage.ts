import {
  HardwareProfile,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ApiResource,
  Discovery,
  Informer,
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { StoredDeclaration } from '../../../declarations/DeclarationStore';
import { EngineHarness, eventually } from '../../__testUtils__/EngineHarness';

/** A node that is silent for long is given up. */
const HEARTBEAT_MS = 10_000;

type Projected = KubernetesObject & {
  metadata: { uid: string; resourceVersion: string };
};

/** A field of any object, for tests that look at a few. */
export type Seen = KubernetesObject & {
  spec?: { nodeName?: string };
  status?: {
    conditions?: { type: string; status: string; message?: string }[];
    containerStatuses?: { state?: { waiting?: { reason?: string } } }[];
  };
  involvedObject?: { kind?: string; name?: string };
  reason?: string;
  message?: string;
};

/** What a test wants of a workbench. */
export interface Wish {
  spec?: Partial<WorkbenchSpec>;
  profile?: Partial<HardwareProfile>;
  image?: string;
}

/** A cluster on which everything can go wrong: nodes, policies and signals as their real makers write them. */
export class Stage {
  readonly harness: EngineHarness;
  readonly kubectl: KubeClient;
  /** A node of which the test plays the kubelet; only what asks for it gets there. */
  readonly node = uniqueNamespace('kubelet');
  /** A device that this node has four of. */
  readonly device = `nvidia.com/gpu-test-${this.node}`;
  readonly #discovery: Discovery;
  readonly #informers: Informer<Projected>[] = [];
  readonly #listeners = new Set<(object: Seen) => void>();
  #heartbeat?: ReturnType<typeof setInterval>;
  readonly #leftovers: [ApiResource, string][] = [];

  constructor(harness: EngineHarness, kubectl: KubeClient) {
    this.harness = harness;
    this.kubectl = kubectl;
    this.#discovery = new Discovery(kubectl);
  }

  async set(): Promise<void> {
    await this.#discovery.refresh();
    await this.#makeNode();
    await Promise.all(
      [
        ['v1', 'Pod'],
        ['v1', 'Event'],
      ].map(([apiVersion, kind]) => this.watch(apiVersion, kind)),
    );
  }

  /** Takes away what it has made outside of projects. */
  async strike(): Promise<void> {
    clearInterval(this.#heartbeat);
    await Promise.all(this.#informers.map(informer => informer.stop()));
    for (const [resource, name] of this.#leftovers.reverse()) {
      await this.kubectl.delete(resource, { name }).catch(error => {
        if (!isNotFound(error)) throw error;
      });
    }
  }

  resource(apiVersion: string, kind: string): ApiResource {
    const found = this.#discovery.resource(apiVersion, kind);
    if (!found) throw new Error(`${apiVersion} ${kind} is not served`);
    return found;
  }

  /** Makes an object; one outside of namespaces goes at the end. */
  async create(object: KubernetesObject): Promise<KubernetesObject> {
    const resource = this.resource(object.apiVersion, object.kind);
    if (!resource.namespaced) {
      this.#leftovers.push([resource, object.metadata.name]);
    }
    return this.kubectl.create(resource, object);
  }

  /** Waits until a new kind is served. */
  served(apiVersion: string, kind: string): Promise<void> {
    return eventually(async () => {
      await this.#discovery.refresh();
      this.resource(apiVersion, kind);
    });
  }

  async watch(apiVersion: string, kind: string): Promise<void> {
    const informer = new Informer<Projected>({
      client: this.kubectl,
      resource: this.resource(apiVersion, kind),
      project: object => ({ ...object, apiVersion, kind } as Projected),
      onEvent: ({ object, type }) => {
        if (type === 'deleted') return;
        this.#listeners.forEach(listener => listener(object as Seen));
      },
      onError: () => {},
    });
    this.#informers.push(informer);
    informer.start();
    await informer.waitForSync();
  }

  /** When another watcher of the API server first sees it, in milliseconds. */
  sight(wanted: (object: Seen) => boolean): {
    at(): number | undefined;
    forget(): void;
  } {
    let at: number | undefined;
    const listener = (object: Seen) => {
      if (at === undefined && wanted(object)) at = performance.now();
    };
    this.#listeners.add(listener);
    return { at: () => at, forget: () => this.#listeners.delete(listener) };
  }

  /** A workbench on the test's own node, unless it wishes for another place. */
  workbench(
    project: string,
    name: string,
    { spec, profile, image = 'registry.example.org/workbench:1' }: Wish = {},
  ): Promise<StoredDeclaration> {
    return this.harness.declare(
      { kind: 'Workbench', project, name },
      {
        image: { name: 'minimal' },
        hardware: { profile: 'small' },
        ...spec,
      },
      {
        image: { ref: image },
        profile: {
          name: 'small',
          version: '1',
          lifecycle: 'supported',
          cpu: { default: '100m' },
          memory: { default: '128Mi', max: '1Gi' },
          nodeSelector: { 'kubernetes.io/hostname': this.node },
          tolerations: [{ operator: 'Exists' }],
          ...profile,
        },
      },
    );
  }

  /** So many of the test's own device. */
  devices(): Partial<HardwareProfile> {
    return {
      accelerator: {
        resource: this.device,
        product: 'Test device',
        count: { default: 1, min: 1, max: 16 },
      },
    };
  }

  /** Waits until the workbench's pod is as wanted. */
  async pod(
    namespace: string,
    workbench: string,
    wanted: (pod: Seen) => boolean = () => true,
  ): Promise<Seen> {
    let pod: Seen | undefined;
    await eventually(async () => {
      pod = await this.kubectl.get<Seen>(this.resource('v1', 'Pod'), {
        namespace,
        name: `${workbench}-0`,
      });
      if (!wanted(pod)) throw new Error(`pod is ${JSON.stringify(pod.status)}`);
    });
    return pod!;
  }

  /** What the kubelet says of the workbench's pod once the pod is on its node. */
  async kubelet(
    namespace: string,
    workbench: string,
    status: object,
  ): Promise<void> {
    const pod = await this.pod(namespace, workbench, ({ spec }) =>
      Boolean(spec?.nodeName),
    );
    await this.kubectl.mergePatch(
      this.resource('v1', 'Pod'),
      { namespace, name: pod.metadata.name },
      { status },
      { subresource: 'status' },
    );
  }

  /** What a component says about the workbench's pod. */
  async tell(
    namespace: string,
    workbench: string,
    component: string,
    reason: string,
    message: string,
  ): Promise<void> {
    const { metadata } = await this.pod(namespace, workbench);
    const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    await this.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: uniqueNamespace(metadata.name), namespace },
      involvedObject: {
        apiVersion: 'v1',
        kind: 'Pod',
        namespace,
        name: metadata.name,
        uid: metadata.uid,
      },
      type: reason.endsWith('ScaleUp') ? 'Normal' : 'Warning',
      reason,
      message,
      count: 1,
      firstTimestamp: at,
      lastTimestamp: at,
      source: { component },
    });
  }

  async #makeNode(): Promise<void> {
    const amounts = {
      cpu: '64',
      memory: '256Gi',
      pods: '110',
      [this.device]: '4',
    };
    const name = this.node;
    await this.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'kubernetes.io/hostname': name } },
      spec: {
        taints: [{ key: 'test.greenroom.dev/kubelet', effect: 'NoSchedule' }],
      },
    });
    const beat = () =>
      this.kubectl.mergePatch(
        this.resource('v1', 'Node'),
        { name },
        {
          status: {
            capacity: amounts,
            allocatable: amounts,
            conditions: [
              {
                type: 'Ready',
                status: 'True',
                reason: 'KubeletReady',
                lastHeartbeatTime: new Date().toISOString(),
              },
            ],
          },
        },
        { subresource: 'status' },
      );
    await beat();
    this.#heartbeat = setInterval(() => beat().catch(() => {}), HEARTBEAT_MS);
  }
}
