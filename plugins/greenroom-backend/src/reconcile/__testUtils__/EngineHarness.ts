import { mockServices } from '@backstage/backend-test-utils';
import {
  AssetRef,
  Kind,
  KindSpecs,
  ResolvedStandards,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import {
  ApiResource,
  ClusterConnection,
  isNotFound,
  KubeClient,
  KubernetesObject,
  RequestReport,
} from '@greenroom/controller-runtime';
import { DevCluster, uniqueNamespace } from '@greenroom/devcluster';
import { Knex } from 'knex';
import { DatabaseDeclarationStore } from '../../declarations/DatabaseDeclarationStore';
import {
  DeclarationStore,
  StoredDeclaration,
} from '../../declarations/DeclarationStore';
import { ProjectIdentitiesConfig, UsableCluster } from '../../clusters';
import { ClusterLease } from '../../identity';
import { makeLeaseNamespace } from '../../identity/__testUtils__/leaseNamespace';
import { Notice } from '../../notices';
import { builtInTargets, TargetRegistry } from '../../targets';
import { AssetSignals } from '../AssetSignals';
import { DefaultEngine } from '../DefaultEngine';

export const CLUSTER = 'dev';

/** Those that need no operator: the control plane alone does the rest. */
export const PLAIN_TARGETS: readonly Target[] = builtInTargets.filter(
  ({ id }) => ['namespace', 'statefulset', 'deployment', 'secret'].includes(id),
);

const core = (kind: string, plural: string): ApiResource => ({
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind,
  plural,
  namespaced: kind !== 'Namespace',
  verbs: [],
});

/** The resources that tests look at themselves. */
export const RESOURCES = {
  claims: core('PersistentVolumeClaim', 'persistentvolumeclaims'),
  pods: core('Pod', 'pods'),
  namespaces: core('Namespace', 'namespaces'),
  secrets: core('Secret', 'secrets'),
  services: core('Service', 'services'),
  deployments: {
    ...core('Deployment', 'deployments'),
    apiVersion: 'apps/v1',
    group: 'apps',
  },
  statefulSets: {
    ...core('StatefulSet', 'statefulsets'),
    apiVersion: 'apps/v1',
    group: 'apps',
  },
  limitRanges: core('LimitRange', 'limitranges'),
  quotas: core('ResourceQuota', 'resourcequotas'),
  roleBindings: {
    ...core('RoleBinding', 'rolebindings'),
    apiVersion: 'rbac.authorization.k8s.io/v1',
    group: 'rbac.authorization.k8s.io',
  },
  networkPolicies: {
    ...core('NetworkPolicy', 'networkpolicies'),
    apiVersion: 'networking.k8s.io/v1',
    group: 'networking.k8s.io',
  },
};

/** The engine's account, and what it does with those of projects. */
export interface HarnessAccount {
  /** Default: that of Greenroom's own. */
  token?: string;
  projectIdentities?: ProjectIdentitiesConfig;
}

export interface HarnessOptions {
  /** Where the engine finds the API server, when not at the cluster's own address. */
  server?: string;
  /** Where the cluster says whose it is, when it is not to say so to this engine alone. */
  lease?: ClusterLease;
  /** What this installation is called. */
  installation?: string;
  account?: HarnessAccount;
  /** What else app-config says of the cluster. */
  site?: UsableCluster['site'];
  exposure?: UsableCluster['exposure'];
  metrics?: UsableCluster['metrics'];
  projectNamespaces?: UsableCluster['projectNamespaces'];
}

type Described = Pick<
  HarnessOptions,
  'site' | 'exposure' | 'metrics' | 'projectNamespaces'
>;

/** An engine on a real control plane, with the API's part played by the test. */
export class EngineHarness {
  readonly knex: Knex;
  readonly store: DeclarationStore;
  readonly requests: RequestReport[] = [];
  readonly publish = jest.fn(async () => {});
  /** What owners were told. */
  readonly notices: Notice[] = [];
  engine: DefaultEngine;
  /** With all rights, and not Greenroom: a stranger's hand. */
  readonly kubectl: KubeClient;
  /** Where the cluster says whose it is: tests share the cluster, and each owns it. */
  readonly lease: ClusterLease;
  readonly #connection: ClusterConnection;
  readonly #installation: string;
  readonly #described: Described;
  #account: HarnessAccount;
  readonly #namespaces = new Set<string>();

  private constructor(
    knex: Knex,
    store: DeclarationStore,
    cluster: DevCluster,
    kubectl: KubeClient,
    {
      server,
      lease,
      installation,
      account,
      ...described
    }: Required<Omit<HarnessOptions, keyof Described>> & Described,
  ) {
    this.knex = knex;
    this.store = store;
    this.kubectl = kubectl;
    this.lease = lease;
    this.#installation = installation;
    this.#described = described;
    this.#account = account;
    this.#connection = {
      name: CLUSTER,
      server,
      ca: cluster.ca,
      token: cluster.accounts.greenroom.token,
    };
    this.engine = this.#newEngine();
  }

  static async create({
    knex,
    cluster,
    kubectl,
    ...options
  }: HarnessOptions & {
    knex: Knex;
    cluster: DevCluster;
    kubectl: KubeClient;
  }): Promise<EngineHarness> {
    const store = await DatabaseDeclarationStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    const lease = options.lease ?? (await ownLease(kubectl));
    return new EngineHarness(knex, store, cluster, kubectl, {
      ...options,
      server: options.server ?? cluster.server,
      installation: options.installation ?? 'test',
      account: options.account ?? {},
      lease,
    });
  }

  /** Ends it, and takes its namespaces away: nodes have room for so many pods only. */
  async close(): Promise<void> {
    await this.engine.stop();
    const { namespaces } = RESOURCES;
    for (const name of this.#namespaces) {
      await this.kubectl.delete(namespaces, { name }).catch(() => {});
    }
  }

  /** As after a restart of the process, or an upgrade of it: nothing is remembered but the database. */
  async restart(
    targets: readonly Target[] = PLAIN_TARGETS,
    account = this.#account,
  ): Promise<void> {
    await this.engine.stop();
    this.#account = account;
    this.engine = this.#newEngine(targets);
    await this.engine.start();
  }

  /** Of objects; the record of whose the cluster is aside. */
  get writes(): RequestReport[] {
    return this.requests.filter(
      ({ method, resource }) => method !== 'GET' && resource !== 'leases',
    );
  }

  async declare<K extends Kind>(
    ref: AssetRef<K>,
    spec: KindSpecs[K],
    resolved: ResolvedStandards = {},
    owner = 'group:default/fraud',
  ): Promise<StoredDeclaration> {
    const { declaration } = await this.store.declare({
      ref,
      spec,
      resolved,
      source: { type: 'api' },
      owner,
      cluster: CLUSTER,
      author: 'user:default/dana',
    } as Parameters<DeclarationStore['declare']>[0]);
    this.#namespaces.add(ref.project);
    this.engine.enqueue(declaration);
    return declaration;
  }

  project(
    name: string,
    quota: Record<string, string> = {},
    title = name,
    owner = 'group:default/fraud',
  ) {
    return this.declare(
      { kind: 'Project', project: name, name },
      { owner, title },
      {
        tier: {
          name: 'small',
          version: '1',
          lifecycle: 'supported',
          quota,
        },
      },
      owner,
    );
  }

  workbench(
    project: string,
    name: string,
    spec: object = {},
    resolved: ResolvedStandards = {},
  ) {
    return this.declare(
      { kind: 'Workbench', project, name },
      {
        image: { name: 'minimal' },
        hardware: { profile: 'small' },
        ...spec,
      },
      {
        image: { ref: 'registry.example.org/workbench:1' },
        profile: {
          name: 'small',
          version: '1',
          lifecycle: 'supported',
          cpu: { default: '100m' },
          memory: { default: '128Mi' },
        },
        ...resolved,
      },
    );
  }

  async remove(declaration: StoredDeclaration, deleteData = false) {
    await this.store.markDeleted(declaration.id, {
      by: 'user:default/dana',
      at: new Date().toISOString(),
      deleteData,
    });
    this.engine.enqueue(declaration);
  }

  async status({ id }: { id: string }): Promise<Status | undefined> {
    const row = await this.knex('statuses')
      .where({ declaration_id: id })
      .first();
    return row && JSON.parse(row.status);
  }

  /** Waits for a status; fails with the last one that was seen. */
  async until(
    declaration: { id: string },
    wanted: (status: Status | undefined) => boolean,
    timeoutMs = 20_000,
  ): Promise<Status | undefined> {
    let last: Status | undefined;
    await eventually(async () => {
      last = await this.status(declaration);
      if (!wanted(last)) throw new Error(`status is ${JSON.stringify(last)}`);
    }, timeoutMs);
    return last;
  }

  readonly exists = async (
    resource: ApiResource,
    namespace: string | undefined,
    name: string,
  ): Promise<KubernetesObject | undefined> => {
    try {
      return await this.kubectl.get(resource, { namespace, name });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };

  #newEngine(targets: readonly Target[] = PLAIN_TARGETS): DefaultEngine {
    const logger = mockServices.logger.mock();
    const { token = this.#connection.token, projectIdentities } = this.#account;
    return new DefaultEngine({
      clusters: [
        {
          name: CLUSTER,
          simulated: true,
          ...this.#described,
          connection: { ...this.#connection, token },
          projectIdentities,
        },
      ],
      targets: new TargetRegistry(targets),
      profiles: [],
      store: this.store,
      knex: this.knex,
      signals: new AssetSignals({ publish: this.publish }, logger),
      notify: notice => this.notices.push(notice),
      events: mockServices.events.mock({ publish: async () => {} }),
      logger,
      installation: this.#installation,
      lease: () => this.lease,
      clientOptions: { onRequest: report => this.requests.push(report) },
    });
  }
}

async function ownLease(kubectl: KubeClient): Promise<ClusterLease> {
  const namespace = uniqueNamespace('identity');
  await makeLeaseNamespace(kubectl, namespace);
  return new ClusterLease({ namespace, name: 'greenroom' });
}

/** Tries until it passes; throws what it threw last. */
export async function eventually(
  check: () => Promise<void>,
  timeoutMs = 20_000,
): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
