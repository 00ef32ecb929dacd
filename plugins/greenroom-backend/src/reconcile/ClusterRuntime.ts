import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ClusterInfo,
  HardwareProfile,
  KINDS,
  plainSite,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  hardwareProfiles,
  imageStreams,
  namespaces,
  nodes,
  ObservedKind,
  pods,
  quotas,
  Seen,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  CircuitBreaker,
  Discovery,
  InformerEvent,
  KubeClient,
  KubeClientOptions,
  Leader,
  LeaseStore,
} from '@greenroom/controller-runtime';
import { UsableCluster } from '../clusters';
import { Fence } from '../database/fence';
import { ClusterIdentity, ClusterIdentityOptions } from '../identity';
import { ClusterMetrics } from '../metrics';
import {
  AcceleratorView,
  clusterHealth,
  nodesWith,
  Observer,
  OwnStandards,
} from '../observe';
import { IDENTITY_NAMESPACE } from '../render/projectIdentity';
import { ClusterStandards, offeredIn, withClusters } from '../standards';
import { TargetRegistry } from '../targets';
import { ClusterScope } from './ClusterScope';
import { Coalesced } from './Coalesced';
import { ObservedAssets } from './ObservedAssets';
import { ProjectIdentities } from './projectIdentities/ProjectIdentities';
import { Safeguards } from './projectIdentities/Safeguards';
import { ProjectRequests } from './ProjectRequests';
import { Reconciler } from './Reconciler';
import { Term } from './Term';

/** How often to try to reach a cluster that has not answered since the start. */
const REACH_MS = 3_000;
const NUDGE_MS = 1_000;
/** The lease is given up before people lose patience with the shutdown. */
const DRAIN_MS = 8_000;

export interface ClusterRuntimeOptions {
  cluster: UsableCluster;
  targets: TargetRegistry;
  /** Those that are configured. They say what people call an accelerator. */
  profiles: readonly HardwareProfile[];
  logger: LoggerService;
  leases: LeaseStore;
  /** Names this replica among all. */
  holder: string;
  /** What tells whose the cluster is. */
  identity: Pick<
    ClusterIdentityOptions,
    'installation' | 'known' | 'lastSequence' | 'lease'
  >;
  /** For tests: what to count requests with. */
  clientOptions?: KubeClientOptions;
  /** Ids of all declarations on this cluster. */
  all(): Promise<string[]>;
  /** Ids of those that wait for something, such as accelerators. */
  pending(): Promise<string[]>;
  /** Something about what others made has changed; at most once a second. */
  observedChanged(): void;
  reconciler(scope: ClusterScope, fence: Fence): Reconciler;
}

/**
 * One cluster at work: what it serves and what is seen of it, on every replica;
 * and, while this one holds the cluster's lease, the reconciling.
 */
export class ClusterRuntime {
  readonly scope: ClusterScope;
  readonly identity: ClusterIdentity;
  readonly accelerators: AcceleratorView;
  readonly observed: ObservedAssets;
  readonly #own: OwnStandards;
  readonly #options: ClusterRuntimeOptions;
  readonly #safeguards: Safeguards;
  readonly #leader: Leader;
  readonly #stopping = new AbortController();
  readonly #wakePending: Coalesced;
  readonly #wakeRefused: Coalesced;
  /** Namespaces whose quota has changed. */
  readonly #freed = new Set<string>();
  readonly #tellObserved: Coalesced;
  #term?: Term;
  #fence?: Fence;
  #lastError?: Error;
  #version?: string;
  #reaching?: Promise<unknown>;
  #stopped?: Promise<void>;

  constructor(options: ClusterRuntimeOptions) {
    this.#options = options;
    const { cluster, logger, targets } = options;
    const clientOptions = {
      userAgent: 'greenroom',
      // What a watch finds out about a server that is back holds for writes too.
      circuitBreaker: new CircuitBreaker(),
      ...options.clientOptions,
    };
    const client = new KubeClient(cluster.connection, clientOptions);
    const discovery = new Discovery(client, { onError: this.#failed });
    const observer = new Observer({
      client,
      discovery,
      kinds: observedKinds(targets),
      logger,
      onConcern: ids => {
        const declared = this.observed.declared(ids);
        if (declared.size) this.#term?.seen(declared);
      },
      onObject: (object, event) => this.#seen(object, event),
      onHealth: () => this.#term?.changedAround('health'),
    });
    const site = cluster.site ?? plainSite;
    this.#own = new OwnStandards(
      { name: cluster.name, namespaces: site.openDataHub.namespaces },
      observer,
    );
    this.accelerators = new AcceleratorView(cluster.name, observer, () =>
      this.#profiles(),
    );
    this.#wakePending = new Coalesced(NUDGE_MS, () => {
      if (this.accelerators.changedSinceAsked()) {
        this.#term?.resync(options.pending);
      }
    });
    this.#wakeRefused = new Coalesced(NUDGE_MS, () => {
      this.#freed.forEach(namespace => this.#term?.quotaChanged(namespace));
      this.#freed.clear();
    });
    const writer = new KubeClient(cluster.connection, {
      ...clientOptions,
      beforeWrite: () => this.#leader.permit(),
    });
    this.identity = new ClusterIdentity({
      ...options.identity,
      cluster: cluster.name,
      client,
      writer,
      leading: () => this.#fence,
      objects: () => observer.objects(),
      declarations: options.all,
      onChange: () => this.#term?.changedAround('identity'),
      logger,
    });
    const projectIdentities = new ProjectIdentities(
      writer,
      identityNamespace(cluster),
    );
    this.#safeguards = new Safeguards({
      cluster: cluster.name,
      client,
      discovery,
      projectIdentities: projectIdentities.namespace !== undefined,
    });
    this.scope = {
      name: cluster.name,
      client,
      writer,
      projectIdentities,
      projectRequests: new ProjectRequests(cluster, writer),
      discovery,
      observer,
      capabilities: {
        name: cluster.name,
        serves: (apiVersion, kind) => discovery.serves(apiVersion, kind),
        site,
        exposure: cluster.exposure,
      },
      identity: this.identity,
      profiles: namespace => this.#profiles(namespace),
      simulated: () => this.#simulated,
      accelerators: () => this.accelerators.known()?.accelerators,
      nodesWith: labels => nodesWith(observer, labels),
      metrics:
        cluster.metrics &&
        new ClusterMetrics(cluster.metrics, { cluster: cluster.name, logger }),
      lastError: () => this.#lastError,
    };
    this.#tellObserved = new Coalesced(NUDGE_MS, () => {
      // One replica tells for all: each of them sees the same.
      if (this.#leader.isLeader) options.observedChanged();
    });
    this.observed = new ObservedAssets({
      scope: this.scope,
      targets,
      onChange: () => this.#tellObserved.request(),
    });
    this.#leader = new Leader({
      store: options.leases,
      name: cluster.name,
      holder: options.holder,
      onStarted: token => this.#beginTerm(token),
      onStopped: () => this.#endTerm({ drainMs: 0 }),
      onError: error =>
        logger.warn(`Cluster '${cluster.name}': ${error.message}`),
    });
  }

  /** Starts without waiting for the cluster. */
  start(): void {
    const { signal } = this.#stopping;
    const { discovery, observer } = this.scope;
    discovery.onChange(() => this.#term?.changedAround('served'));
    discovery.start({ signal });
    observer.start(signal);
    this.identity.start(signal);
    this.#reaching = this.#reach(signal).then(() =>
      this.#safeguards.follow(signal),
    );
    this.#leader.start();
  }

  /** Finishes what is in work, then lets another replica take over at once. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await this.#endTerm({ drainMs: DRAIN_MS });
    await this.#leader.stop();
    this.#stopping.abort();
    this.#wakePending.cancel();
    this.#wakeRefused.cancel();
    this.#tellObserved.cancel();
    await this.#reaching;
    this.scope.metrics?.close();
    await Promise.all([this.scope.client.close(), this.scope.writer.close()]);
  }

  /** A declaration changed. */
  enqueue(declaration: { id: string; revision?: number }): void {
    this.#term?.changed(declaration);
  }

  /** What the cluster itself offers. */
  standards(): ClusterStandards {
    return this.#own.all();
  }

  info(): ClusterInfo {
    const { cluster, targets } = this.#options;
    const { capabilities, discovery, observer } = this.scope;
    return {
      name: cluster.name,
      title: cluster.title,
      ...clusterHealth(discovery, observer, this.#lastError),
      simulated: this.#simulated,
      kubernetesVersion: this.#version,
      leader: this.#leader.isLeader,
      identity: this.identity.state(),
      safeguards: this.#safeguards.state(),
      targets: KINDS.map(kind => {
        if (!discovery.refreshed) {
          return { kind, missing: 'The cluster has not been reached yet' };
        }
        const { target, missing } = targets.choose(kind, capabilities);
        return { kind, target: target?.id, missing };
      }),
    };
  }

  /** Those that may be used in a namespace of it, or else anywhere on it. */
  #profiles(namespace?: string): readonly HardwareProfile[] {
    const { cluster, profiles } = this.#options;
    const configured = { hardwareProfiles: [...profiles], workbenchImages: [] };
    const own = {
      hardwareProfiles: this.#own.profiles(),
      workbenchImages: [],
    };
    const place = { cluster: cluster.name, namespace };
    return offeredIn(withClusters(configured, own), place).hardwareProfiles;
  }

  /** Because the configuration says so, or because all nodes seen are. */
  get #simulated(): boolean {
    const { cluster } = this.#options;
    return cluster.simulated || (this.accelerators.known()?.simulated ?? false);
  }

  #beginTerm(token: number): void {
    const { all, cluster, logger, reconciler } = this.#options;
    const fence = { name: cluster.name, token };
    this.#fence = fence;
    this.#term = new Term({
      cluster: cluster.name,
      reconciler: reconciler(this.scope, fence),
      observer: this.scope.observer,
      // Claims the cluster, when it is nobody's yet.
      prepare: signal => this.identity.check(signal),
      all,
      logger,
    });
    this.#term.start();
  }

  async #endTerm(options: { drainMs: number }): Promise<void> {
    const term = this.#term;
    this.#term = undefined;
    this.#fence = undefined;
    await term?.stop(options);
  }

  /** Discovery itself waits longer than people like to when a cluster was down at the start. */
  async #reach(signal: AbortSignal): Promise<void> {
    const { client, discovery } = this.scope;
    while (!this.#version && !signal.aborted) {
      try {
        if (!discovery.refreshed) await discovery.refresh(signal);
        const { gitVersion } = await client.request<{ gitVersion?: string }>({
          method: 'GET',
          path: '/version',
          signal,
        });
        this.#version = gitVersion ?? 'unknown';
        this.#lastError = undefined;
      } catch (error) {
        if (signal.aborted) return;
        this.#failed(error instanceof Error ? error : new Error(`${error}`));
        await delay(REACH_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  readonly #failed = (error: Error): void => {
    if (error.message !== this.#lastError?.message) {
      this.#options.logger.warn(error.message);
    }
    this.#lastError = error;
  };

  #quotaChanged({ metadata: { namespace = '' } }: Seen): void {
    this.#freed.add(namespace);
    this.#wakeRefused.request();
  }

  #seen(object: Seen, { type }: InformerEvent<Seen>): void {
    this.observed.seen(object, type === 'deleted');
    if (this.#own.concerns(object)) this.accelerators.renamed();
    if (this.accelerators.concerns(object)) this.#wakePending.request();
    if (object.kind === quotas.kind) this.#quotaChanged(object);
  }
}

function identityNamespace({
  projectIdentities: { enabled = true, namespace = IDENTITY_NAMESPACE } = {},
}: UsableCluster): string | undefined {
  return enabled ? namespace : undefined;
}

/** What the targets observe, and what the engine itself reads. */
function observedKinds(targets: TargetRegistry): ObservedKind[] {
  return [
    ...targets.all().flatMap(target => [...target.observes]),
    hardwareProfiles,
    imageStreams,
    namespaces,
    nodes,
    pods,
    quotas,
  ];
}
