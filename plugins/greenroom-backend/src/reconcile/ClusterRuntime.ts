import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  ClusterInfo,
  HardwareProfile,
  KINDS,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  namespaces,
  nodes,
  ObservedKind,
  pods,
  quotas,
  Seen,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  Controller,
  Discovery,
  KubeClient,
  KubeClientOptions,
  WorkQueue,
} from '@greenroom/controller-runtime';
import { UsableCluster } from '../clusters';
import { AcceleratorView, clusterHealth, Observer } from '../observe';
import { TargetRegistry } from '../targets';
import { ClusterScope } from './ClusterScope';
import { Coalesced } from './Coalesced';
import { TryLaterError } from './errors';
import { Reconciler } from './Reconciler';
import { Requeue } from './requeue';

const CONCURRENCY = 8;
/** A reconcile makes few requests, each with a timeout of its own. */
const RECONCILE_TIMEOUT_MS = 120_000;
/** After a start, how long to wait for the watches before statuses are shown as old. */
const SETTLE_MS = 10_000;
const LOOK_MS = 100;
/** How often to try to reach a cluster that has not answered since the start. */
const REACH_MS = 3_000;
const RESYNC = { priority: 10 };
const NUDGE_MS = 1_000;

export interface ClusterRuntimeOptions {
  cluster: UsableCluster;
  targets: TargetRegistry;
  /** They say what people call an accelerator. */
  profiles: readonly HardwareProfile[];
  logger: LoggerService;
  /** For tests: what to count requests with. */
  clientOptions?: KubeClientOptions;
  /** Ids of all declarations on this cluster. */
  all(): Promise<string[]>;
  /** Ids of those that wait for something, such as accelerators. */
  pending(): Promise<string[]>;
  /** Ids of those whose last apply failed, for example on a quota. */
  failed(): Promise<string[]>;
  reconciler(scope: ClusterScope): Pick<Reconciler, 'reconcile'>;
}

/** One cluster at work: what it serves, what is seen of it, and the queue of what is to be reconciled. */
export class ClusterRuntime {
  readonly scope: ClusterScope;
  readonly accelerators: AcceleratorView;
  readonly #options: ClusterRuntimeOptions;
  readonly #queue = new WorkQueue<string>();
  readonly #controller: Controller<string>;
  readonly #stopping = new AbortController();
  readonly #wakePending: Coalesced;
  readonly #wakeFailed: Coalesced;
  #lastError?: Error;
  #version?: string;
  #begun?: Promise<void>;

  constructor(options: ClusterRuntimeOptions) {
    this.#options = options;
    const { cluster, logger, targets } = options;
    const client = new KubeClient(cluster.connection, {
      userAgent: 'greenroom',
      ...options.clientOptions,
    });
    const discovery = new Discovery(client, { onError: this.#failed });
    const observer = new Observer({
      client,
      discovery,
      kinds: observedKinds(targets),
      logger,
      onConcern: ids => ids.forEach(id => this.#queue.add(id)),
      onObject: object => this.#seen(object),
      onHealth: () => this.enqueueAll(),
    });
    this.accelerators = new AcceleratorView(
      cluster.name,
      observer,
      options.profiles,
    );
    this.#wakePending = new Coalesced(NUDGE_MS, () => {
      if (this.accelerators.changedSinceAsked()) {
        this.#enqueueSome(options.pending);
      }
    });
    this.#wakeFailed = new Coalesced(NUDGE_MS, () =>
      this.#enqueueSome(options.failed),
    );
    this.scope = {
      name: cluster.name,
      client,
      discovery,
      observer,
      capabilities: {
        name: cluster.name,
        serves: (apiVersion, kind) => discovery.serves(apiVersion, kind),
      },
      profiles: options.profiles,
      simulated: () => this.#simulated,
      accelerators: () => this.accelerators.known()?.accelerators,
      lastError: () => this.#lastError,
    };
    const reconciler = options.reconciler(this.scope);
    this.#controller = new Controller<string>({
      name: `cluster ${cluster.name}`,
      queue: this.#queue,
      concurrency: CONCURRENCY,
      timeoutMs: RECONCILE_TIMEOUT_MS,
      reconcile: (id, signal): Promise<Requeue | undefined> =>
        reconciler.reconcile(id, signal),
      onError: (error, { key, failures, retryInMs }) => {
        const told = error instanceof TryLaterError;
        const message = `Cluster '${cluster.name}', declaration ${key}: ${error.message} (attempt ${failures}, again in ${retryInMs} ms)`;
        // What is recorded as a condition needs no second place to look at.
        if (told) logger.debug(message);
        else logger.error(message, error);
      },
    });
  }

  /** Starts without waiting for the cluster. */
  start(): void {
    const { signal } = this.#stopping;
    const { discovery, observer } = this.scope;
    discovery.onChange(() => this.enqueueAll());
    discovery.start({ signal });
    observer.start(signal);
    this.#begun = this.#begin(signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wakePending.cancel();
    this.#wakeFailed.cancel();
    await this.#begun;
    await this.#controller.stop();
    this.#queue.close();
    await this.scope.client.close();
  }

  /** A declaration changed. */
  enqueue(id: string): void {
    this.#queue.add(id);
  }

  /** Looks at everything again, after what has really changed. */
  enqueueAll(): void {
    this.#enqueueSome(this.#options.all);
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
      targets: KINDS.map(kind => {
        if (!discovery.refreshed) {
          return { kind, missing: 'The cluster has not been reached yet' };
        }
        const { target, missing } = targets.choose(kind, capabilities);
        return { kind, target: target?.id, missing };
      }),
    };
  }

  /** Because the configuration says so, or because all nodes seen are. */
  get #simulated(): boolean {
    const { cluster } = this.#options;
    return cluster.simulated || (this.accelerators.known()?.simulated ?? false);
  }

  /** Works from the first complete picture on; from an incomplete one when that takes long. */
  async #begin(signal: AbortSignal): Promise<void> {
    try {
      const until = Date.now() + SETTLE_MS;
      while (!this.scope.observer.settled && Date.now() < until) {
        await delay(LOOK_MS, undefined, { signal });
      }
      this.#controller.start();
      this.enqueueAll();
      await this.#reach(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Discovery itself waits longer than people like to when a cluster was down at the start. */
  async #reach(signal: AbortSignal): Promise<void> {
    const { client, discovery } = this.scope;
    while (!this.#version) {
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
        signal.throwIfAborted();
        this.#failed(error instanceof Error ? error : new Error(`${error}`));
        await delay(REACH_MS, undefined, { signal });
      }
    }
  }

  readonly #failed = (error: Error): void => {
    if (error.message !== this.#lastError?.message) {
      this.#options.logger.warn(error.message);
    }
    this.#lastError = error;
  };

  #seen(object: Seen): void {
    if (this.accelerators.concerns(object)) this.#wakePending.request();
    if (object.kind === quotas.kind) this.#wakeFailed.request();
  }

  #enqueueSome(ids: () => Promise<string[]>): void {
    if (this.#stopping.signal.aborted) return;
    ids().then(
      found => found.forEach(id => this.#queue.add(id, RESYNC)),
      error =>
        this.#options.logger.warn(
          `Cluster '${this.scope.name}': ${toError(error).message}`,
        ),
    );
  }
}

/** What the targets observe, and what the engine itself reads. */
function observedKinds(targets: TargetRegistry): ObservedKind[] {
  return [
    ...targets.all().flatMap(target => [...target.observes]),
    namespaces,
    nodes,
    pods,
    quotas,
  ];
}
