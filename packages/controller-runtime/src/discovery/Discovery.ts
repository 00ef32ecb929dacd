import { Clock, sleep, systemClock } from '../clock';
import { Informer, Projected } from '../informer';
import { KubeClient, KubernetesObject } from '../transport';
import { asError } from '../asError';
import { ApiResource } from './ApiResource';
import { readDiscovery } from './readDiscovery';

const CRDS: ApiResource = {
  apiVersion: 'apiextensions.k8s.io/v1',
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
  verbs: ['list', 'watch'],
};

/**
 * The server publishes a CRD's resource some time after the CRD, and nobody says
 * when: look soon, and again after ever longer, until the usual interval is reached.
 */
const AFTER_CRD_CHANGE_MS = [
  500, 5_000, 10_000, 20_000, 40_000, 80_000, 160_000,
];
const DEFAULT_INTERVAL_MS = 300_000;
/** How often to read while nothing tells us of new CRDs. */
const BLIND_INTERVAL_MS = 30_000;

/**
 * What a cluster serves, kept up to date. An API group whose server is down
 * keeps what was last known of it and is named in `degraded`; the other groups
 * are not affected.
 */
export class Discovery {
  readonly #client: KubeClient;
  readonly #clock: Clock;
  readonly #onError?: (error: Error) => void;
  readonly #listeners = new Set<() => void>();
  #served = new Map<string, ApiResource[]>();
  #byKind = new Map<string, ApiResource>();
  #degraded: readonly string[] = [];
  #refreshed?: Date;
  #refreshing?: Promise<void>;
  #started = false;
  /** Waits until the next reads, while a change of CRDs is fresh. */
  #soon: number[] = [];
  #interrupt = new AbortController();

  constructor(
    client: KubeClient,
    options: { clock?: Clock; onError?(error: Error): void } = {},
  ) {
    this.#client = client;
    this.#clock = options.clock ?? systemClock;
    this.#onError = options.onError;
  }

  /** API versions that the cluster lists but could not describe when last read. */
  get degraded(): readonly string[] {
    return this.#degraded;
  }

  /** When discovery was last read; undefined before the first time. */
  get refreshed(): Date | undefined {
    return this.#refreshed;
  }

  /** The resource that serves a kind. */
  resource(apiVersion: string, kind: string): ApiResource | undefined {
    return this.#byKind.get(`${apiVersion}/${kind}`);
  }

  /** Whether the cluster serves a kind. */
  serves(apiVersion: string, kind: string): boolean {
    return this.resource(apiVersion, kind) !== undefined;
  }

  /** All resources that the cluster serves. */
  resources(): Iterable<ApiResource> {
    return this.#byKind.values();
  }

  /** Calls the listener after a read that found something else than the one before. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads now. Calls while a read is under way share it. Rejects as {@link KubeClient.request}. */
  refresh(signal?: AbortSignal): Promise<void> {
    this.#refreshing ??= this.#read(signal).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /**
   * Keeps reading until the signal aborts: at once, when a
   * CustomResourceDefinition comes, changes or goes, and every `intervalMs`
   * (default 5 min; 30 s while CRDs cannot be watched). Failed reads go to
   * `onError` and keep what was known.
   */
  start(options: { intervalMs?: number; signal?: AbortSignal } = {}): void {
    const { intervalMs = DEFAULT_INTERVAL_MS } = options;
    const signal = options.signal ?? new AbortController().signal;
    if (this.#started) {
      throw new Error('discovery is started once; make a new one');
    }
    this.#started = true;
    const crds = new Informer<Projected>({
      client: this.#client,
      resource: CRDS,
      project: projectCrd,
      clock: this.#clock,
      onEvent: () => crds.synced && this.#readSoon(),
      onError: this.#onError,
    });
    crds.start(signal);
    this.#follow(crds, intervalMs, signal);
  }

  #readSoon(): void {
    this.#soon = [...AFTER_CRD_CHANGE_MS];
    this.#interrupt.abort();
  }

  async #follow(
    crds: Informer<Projected>,
    intervalMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      await this.#tryRefresh(signal);
      do {
        const blind = crds.health.state !== 'live';
        const usual = blind
          ? Math.min(intervalMs, BLIND_INTERVAL_MS)
          : intervalMs;
        this.#interrupt = new AbortController();
        await sleep(
          this.#clock,
          Math.min(this.#soon.shift() ?? usual, usual),
          AbortSignal.any([signal, this.#interrupt.signal]),
        );
      } while (this.#interrupt.signal.aborted && !signal.aborted);
    }
  }

  async #tryRefresh(signal: AbortSignal): Promise<void> {
    try {
      await this.refresh(signal);
    } catch (error) {
      if (!signal.aborted) {
        this.#onError?.(asError(error));
      }
    }
  }

  async #read(signal?: AbortSignal): Promise<void> {
    const { served, unreadable } = await readDiscovery(this.#client, signal);
    for (const apiVersion of unreadable) {
      const known = this.#served.get(apiVersion);
      if (known) {
        served.set(apiVersion, known);
      }
    }
    const changed = fingerprint(served) !== fingerprint(this.#served);
    this.#served = served;
    this.#degraded = unreadable;
    this.#refreshed = this.#clock.date();
    if (changed) {
      this.#byKind = byKind(served);
      this.#notify();
    }
  }

  #notify(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        this.#onError?.(asError(error));
      }
    }
  }
}

/** That a CRD changed is all that matters of it. */
function projectCrd({ metadata }: KubernetesObject): Projected {
  const { name, uid = '', resourceVersion = '' } = metadata;
  return { metadata: { name, uid, resourceVersion } };
}

function fingerprint(served: Map<string, ApiResource[]>): string {
  return JSON.stringify([...served].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byKind(served: Map<string, ApiResource[]>): Map<string, ApiResource> {
  return new Map(
    [...served.values()]
      .flat()
      .map(resource => [`${resource.apiVersion}/${resource.kind}`, resource]),
  );
}
