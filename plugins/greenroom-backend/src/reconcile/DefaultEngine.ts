import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  AssetEvent,
  Capacity,
  ClusterInfo,
  ConnectionValues,
  HardwareProfile,
  Kind,
  LogRequest,
  Operation,
  Preflight,
  Standards,
} from '@greenroom/backstage-plugin-greenroom-common';
import { EventsService } from '@backstage/plugin-events-node';
import { KubeClientOptions, LeaseStore } from '@greenroom/controller-runtime';
import { Knex } from 'knex';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import {
  ConfiguredCluster,
  isUsable,
  MisconfiguredCluster,
  UsableCluster,
} from '../clusters';
import { DatabaseLeaseStore } from '../database/DatabaseLeaseStore';
import { Fence } from '../database/fence';
import {
  DeclarationStore,
  StoredDeclaration,
} from '../declarations/DeclarationStore';
import { ClusterLease, KnownClusters, RecoverableCluster } from '../identity';
import { Notice } from '../notices';
import { FoundPlace } from '../observed';
import { ClusterStandards } from '../standards';
import { TargetRegistry } from '../targets';
import { assetEvents } from './assetEvents';
import { assetManifests } from './assetManifests';
import { assetUsage } from './assetUsage';
import { AssetSignals } from './AssetSignals';
import { claimsIn } from './claimsIn';
import { capacityOf } from './capacityOf';
import { ChangeFollower } from './ChangeFollower';
import { ClusterRuntime } from './ClusterRuntime';
import { Engine, ObservedRef } from './Engine';
import { containersOf, LogReader } from './logs/LogReader';
import { operate } from './operate';
import { NamespaceSight } from './NamespaceLook';
import { observedOn } from './observedOn';
import { placementOf } from './placement';
import { purge } from './purge';
import { readToken } from './readToken';
import { readValues } from './readValues';
import { Realised } from './Realised';
import { Records } from './records/Records';
import { idsInPhase } from './records/statuses';
import { Reconciler } from './Reconciler';
import { supplyValues } from './supplyValues';
import { misconfiguredInfo, UnusableClusters } from './UnusableClusters';

/** Members of a project that are read at a time. */
const PAGE = 200;

export interface EngineOptions {
  clusters: readonly ConfiguredCluster[];
  targets: TargetRegistry;
  /** Those that are configured. They say what people call an accelerator. */
  profiles: readonly HardwareProfile[];
  store: DeclarationStore;
  knex: Knex;
  signals: AssetSignals;
  /** Tells owners what is news to them; nobody is told when absent. */
  notify?(notice: Notice): void;
  logger: LoggerService;
  events: EventsService;
  /** Tells this installation from others; without it nothing is written. */
  installation?: string;
  /** Another record of whose a cluster is than the usual one, for tests. */
  lease?(cluster: string): ClusterLease;
  clientOptions?: KubeClientOptions;
  /** Names this replica among all. Default: a random name. */
  holder?: string;
}

/** The reconcilers of all clusters, and what the API asks of them. */
export class DefaultEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #leases: LeaseStore;
  readonly #holder: string;
  readonly #changes: ChangeFollower;
  readonly #unusable: UnusableClusters;
  readonly #logs = new LogReader();
  readonly #running = new Map<string, ClusterRuntime>();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#leases = new DatabaseLeaseStore(options.knex);
    this.#unusable = new UnusableClusters({
      ...options,
      misconfigured: this.#misconfigured(),
    });
    this.#holder = options.holder ?? `${hostname()}/${randomUUID()}`;
    this.#changes = new ChangeFollower({
      store: options.store,
      logger: options.logger,
      onChange: change =>
        this.#running.forEach((runtime, name) => {
          const { cluster } = change;
          // What was removed has no cluster any more: whoever has it forgets it.
          if (cluster === undefined || cluster === name)
            runtime.enqueue(change);
        }),
    });
    for (const cluster of options.clusters) {
      if (isUsable(cluster)) {
        this.#running.set(cluster.name, this.#runtime(cluster));
      }
    }
  }

  /** Starts without waiting for any cluster. */
  async start(): Promise<void> {
    for (const { name, misconfigured } of this.#misconfigured()) {
      this.#options.logger.warn(`Cluster '${name}': ${misconfigured}`);
    }
    this.#running.forEach(runtime => runtime.start());
    this.#changes.start();
    await this.#unusable
      .showAll(this.#running)
      .catch(error =>
        this.#options.logger.warn(
          `Assets on clusters that are not in use cannot be shown as such: ${
            toError(error).message
          }`,
        ),
      );
  }

  async stop(): Promise<void> {
    await this.#changes.stop();
    await Promise.all(
      [...this.#running.values()].map(runtime => runtime.stop()),
    );
  }

  enqueue(declaration: {
    id: string;
    cluster: string;
    revision?: number;
  }): void {
    const runtime = this.#running.get(declaration.cluster);
    if (runtime) {
      runtime.enqueue(declaration);
    } else {
      this.#unusable
        .show(declaration)
        .catch(error => this.#options.logger.error(toError(error).message));
    }
  }

  clusters(): ClusterInfo[] {
    return this.#options.clusters.map(cluster =>
      isUsable(cluster)
        ? this.#cluster(cluster.name).info()
        : misconfiguredInfo(cluster),
    );
  }

  /**
   * What it takes to take a cluster over, or to import from it.
   * @throws NotFoundError, ServiceUnavailableError
   */
  recoverable(name: string): RecoverableCluster & NamespaceSight {
    const { identity, scope } = this.#cluster(name);
    const { client, discovery, projectIdentities, projectRequests } = scope;
    const { namespace: identityNamespace } = projectIdentities;
    return { client, discovery, identity, identityNamespace, projectRequests };
  }

  hasCluster(name: string): boolean {
    return this.#options.clusters.some(cluster => cluster.name === name);
  }

  standards(): ClusterStandards {
    const all = [...this.#running.values()].map(each => each.standards());
    return {
      hardwareProfiles: all.flatMap(each => each.hardwareProfiles),
      workbenchImages: all.flatMap(each => each.workbenchImages),
    };
  }

  capacity(): Capacity {
    return capacityOf([...this.#running.values()], this.#misconfigured());
  }

  fit({
    cluster,
    resolved: { profile },
    spec,
  }: StoredDeclaration): Pick<Preflight, 'fit' | 'summary'> {
    const runtime = this.#running.get(cluster);
    if (!runtime || !profile) return { fit: 'cannot-tell' };
    return runtime.accelerators.fit(
      profile,
      'hardware' in spec ? spec.hardware.count : undefined,
    );
  }

  observed(wanted: (place: FoundPlace) => boolean) {
    const running = [...this.#running.values()];
    return observedOn(running, this.#misconfigured(), wanted);
  }

  async propose({ cluster, id }: ObservedRef, standards: Standards) {
    return this.#cluster(cluster).observed.propose(id, standards);
  }

  adoptable({ cluster, id }: ObservedRef) {
    return this.#cluster(cluster).observed.adoptable(id);
  }

  manifests(declaration: StoredDeclaration) {
    return assetManifests(this.#realised(declaration), declaration);
  }

  events(declaration: StoredDeclaration): AssetEvent[] {
    const runtime = this.#running.get(declaration.cluster);
    if (!runtime) return [];
    const { capabilities, observer } = runtime.scope;
    const { target } = this.#choose(declaration);
    if (!target) return [];
    return assetEvents(
      observer.observations(
        target.interests(declaration, placementOf(declaration, capabilities)),
      ),
    );
  }

  containers(declaration: StoredDeclaration) {
    return containersOf(this.#realised(declaration), declaration);
  }

  claims(project: StoredDeclaration) {
    return claimsIn(this.#scopeOf(project).scope, project);
  }

  async logs(
    declaration: StoredDeclaration,
    request: LogRequest,
    signal: AbortSignal,
  ): Promise<string> {
    const realised = this.#realised(declaration);
    return this.#logs.read(realised, declaration, request, signal);
  }

  async usage(declaration: StoredDeclaration) {
    return assetUsage(this.#realised(declaration), declaration);
  }

  operate(declaration: StoredDeclaration, operation: Operation): Promise<void> {
    return operate(this.#realised(declaration), declaration, operation);
  }

  async access(declaration: StoredDeclaration) {
    return readToken(this.#realised(declaration), declaration);
  }

  async supply(
    declaration: StoredDeclaration<'Connection'>,
    values: ConnectionValues,
  ): Promise<void> {
    await supplyValues(this.#scopeOf(declaration), declaration, values);
  }

  async values(declaration: StoredDeclaration<'Connection'>) {
    return readValues(this.#scopeOf(declaration), declaration);
  }

  #scopeOf({ cluster }: StoredDeclaration) {
    const { scope } = this.#cluster(cluster);
    return { scope, knex: this.#options.knex };
  }

  #runtime(cluster: UsableCluster): ClusterRuntime {
    const {
      clientOptions,
      installation,
      knex,
      lease,
      logger,
      profiles,
      store,
      targets,
    } = this.#options;
    const { name } = cluster;
    return new ClusterRuntime({
      cluster,
      targets,
      profiles,
      logger,
      clientOptions,
      leases: this.#leases,
      holder: this.#holder,
      identity: {
        installation,
        lease: lease?.(name),
        known: new KnownClusters(knex),
        lastSequence: () => store.lastSequence(),
      },
      all: () => store.idsOnCluster(name),
      observedChanged: () => this.#options.signals.observedChanged(),
      pending: () => idsInPhase(knex, name, 'Pending'),
      reconciler: (scope, fence) =>
        new Reconciler({
          cluster: scope,
          targets,
          store,
          records: new Records(knex, fence),
          announce: (id, sequence) =>
            this.#options.signals.changed(id, sequence),
          notify: this.#options.notify,
          purge: declaration => this.#purge(declaration, fence),
          nudgeMembers: project => this.#enqueueProject(project),
        }),
    });
  }

  /** Nothing is left on the cluster: the declaration goes too. */
  async #purge(declaration: StoredDeclaration, fence: Fence): Promise<void> {
    const { kind, project } = declaration;
    await purge(this.#options, declaration, fence);
    // A project that waits for its last member to go.
    if (kind !== 'Project') await this.#enqueueProject(project);
  }

  async #enqueueProject(project: string): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await this.#options.store.list({
        project,
        limit: PAGE,
        cursor,
      });
      page.items.forEach(item => this.enqueue(item));
      cursor = page.nextCursor;
    } while (cursor);
  }

  #misconfigured(): MisconfiguredCluster[] {
    return this.#options.clusters.filter(
      (cluster): cluster is MisconfiguredCluster => !isUsable(cluster),
    );
  }

  /** @throws NotFoundError when it is not in app-config, ServiceUnavailableError when it is misconfigured */
  #cluster(name: string): ClusterRuntime {
    const runtime = this.#running.get(name);
    if (runtime) return runtime;
    const known = this.#misconfigured().find(cluster => cluster.name === name);
    throw known
      ? new ServiceUnavailableError(`Cluster '${name}': ${known.misconfigured}`)
      : new NotFoundError(`There is no cluster '${name}' in app-config`);
  }

  /** @throws as #cluster and #target do */
  #realised(declaration: StoredDeclaration): Realised {
    const target = this.#target(declaration);
    return { ...this.#scopeOf(declaration), target };
  }

  #choose<K extends Kind>(declaration: StoredDeclaration<K>) {
    const { capabilities } = this.#cluster(declaration.cluster).scope;
    const { kind, target } = declaration;
    return this.#options.targets.choose(kind, capabilities, target);
  }

  /** @throws ConflictError when the cluster has nothing that can run it, ServiceUnavailableError when nobody knows yet */
  #target(declaration: StoredDeclaration): Target {
    const { discovery, lastError } = this.#cluster(declaration.cluster).scope;
    if (!discovery.refreshed) {
      throw new ServiceUnavailableError(
        `Cluster '${declaration.cluster}' has not been reached yet: ${
          lastError()?.message ?? 'no answer yet'
        }. Try again later.`,
      );
    }
    const { target, missing } = this.#choose(declaration);
    if (target) return target;
    throw new ConflictError(
      `Cluster '${declaration.cluster}' cannot run a ${declaration.kind}: ${missing}`,
    );
  }
}
