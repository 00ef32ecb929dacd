import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Interest,
  Observations,
  ObservedKind,
  Seen,
  seenMetadata,
  KubernetesObject,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  Discovery,
  InformerEvent,
  KubeClient,
} from '@greenroom/controller-runtime';
import { DeclarationObservations } from './DeclarationObservations';
import { InterestIndex } from './InterestIndex';
import { ObservedCollection, WatchedKind } from './ObservedCollection';
import { mergeKinds } from './mergeKinds';

/** How often health is looked at: what people see of an outage is at most this much late. */
const LOOK_MS = 1_000;

const keyOf = ({ apiVersion, kind }: { apiVersion: string; kind: string }) =>
  `${apiVersion}/${kind}`;

export interface ObserverOptions {
  client: KubeClient;
  discovery: Discovery;
  kinds: readonly ObservedKind[];
  logger: LoggerService;
  /** An object of these declarations changed. */
  onConcern(ids: ReadonlySet<string>): void;
  /** An object came, changed or went, whoever it belongs to. */
  onObject(object: Seen, event: InformerEvent<Seen>): void;
  /** How far what is held can be trusted has changed. */
  onHealth(): void;
}

/** Watches every kind that the targets observe on one cluster, as long as the cluster serves it. */
export class Observer {
  readonly #options: ObserverOptions;
  readonly #kinds: Map<string, WatchedKind>;
  readonly #collections = new Map<string, ObservedCollection>();
  readonly #interests = new InterestIndex();
  /** Kinds that the cluster was seen not to serve: of one that is installed later nothing was held. */
  readonly #absent = new Set<string>();
  readonly #started = new Date().toISOString();
  #signal?: AbortSignal;
  #fingerprint = '';

  constructor(options: ObserverOptions) {
    this.#options = options;
    this.#kinds = new Map(
      mergeKinds(options.kinds).map(kind => [keyOf(kind), kind]),
    );
  }

  /** Watches until the signal aborts. Needs nothing of the cluster to be up. */
  start(signal: AbortSignal): void {
    const { discovery } = this.#options;
    this.#signal = signal;
    const follow = () => this.#followServed(signal);
    const unsubscribe = discovery.onChange(follow);
    follow();
    const timer = setInterval(() => this.#look(), LOOK_MS);
    signal.addEventListener(
      'abort',
      () => {
        unsubscribe();
        clearInterval(timer);
      },
      { once: true },
    );
  }

  /** Notes what a declaration is interested in: changes of that are reported from now on. */
  track(id: string, interests: readonly Interest[]): Observations {
    this.#interests.set(id, interests);
    return this.observations(interests);
  }

  untrack(id: string): void {
    this.#interests.remove(id);
  }

  /**
   * Watches the metadata of our own objects of a kind that no target observes,
   * so that one that somebody deletes or relabels comes back. Secrets are never
   * watched.
   */
  guard(kind: { apiVersion: string; kind: string }): void {
    const key = keyOf(kind);
    if (kind.kind === 'Secret' || this.#kinds.has(key)) return;
    this.#kinds.set(key, {
      ...kind,
      labels: [],
      project: seenMetadataOnly,
      guarded: true,
    });
    if (this.#signal) this.#followServed(this.#signal);
  }

  observations(interests: readonly Interest[]): Observations {
    return new DeclarationObservations(interests, kind =>
      this.collection(kind),
    );
  }

  /** What is held of a kind; undefined while the cluster does not serve it. */
  collection(kind: {
    apiVersion: string;
    kind: string;
  }): ObservedCollection | undefined {
    return this.#collections.get(keyOf(kind));
  }

  collections(): Iterable<ObservedCollection> {
    return this.#collections.values();
  }

  /** What is held of all kinds. */
  *objects(): Iterable<Seen> {
    for (const collection of this.#collections.values()) {
      yield* collection.list();
    }
  }

  /** Since when what these interests select may be old (ISO 8601); undefined while it is live. */
  staleSince(interests: readonly Interest[]): string | undefined {
    if (!this.#options.discovery.refreshed) return this.#started;
    const concerned = new Set(interests.map(keyOf));
    return [...this.#collections]
      .filter(
        ([key, collection]) =>
          concerned.has(key) && this.#isLost(key, collection),
      )
      .map(([, { health }]) =>
        (health.lastContact ?? health.since).toISOString(),
      )
      .sort()[0];
  }

  /** Every collection has been seen once, or may not be. */
  get settled(): boolean {
    return (
      this.#options.discovery.refreshed !== undefined &&
      [...this.#collections.values()].every(
        ({ synced, health }) => synced || health.state === 'denied',
      )
    );
  }

  #followServed(signal: AbortSignal): void {
    const { client, discovery, logger } = this.#options;
    for (const [key, kind] of this.#kinds) {
      const resource = discovery.resource(kind.apiVersion, kind.kind);
      const running = this.#collections.get(key);
      if (resource && !running) {
        const collection = new ObservedCollection({
          client,
          resource,
          kind,
          onError: error => logger.debug(error.message),
          onChange: (object, event) => this.#changed(collection, object, event),
        });
        this.#collections.set(key, collection);
        collection.start(signal);
      } else if (!resource && running) {
        this.#collections.delete(key);
        running.stop();
      }
      if (!resource && isAbsent(kind, discovery)) this.#absent.add(key);
    }
    this.#look();
  }

  /**
   * What is held was true once, and may not be any more; or the kind was there
   * from the start, and nothing of it is known yet. What was never allowed to
   * be seen is unknown instead, and what came later was not there to be held.
   */
  #isLost(key: string, { health, synced }: ObservedCollection): boolean {
    if (health.state === 'live') return false;
    return synced || !(health.state === 'denied' || this.#absent.has(key));
  }

  #changed(
    { kind }: ObservedCollection,
    object: Seen,
    event: InformerEvent<Seen>,
  ): void {
    const concerned = this.#interests.concerned(kind, object);
    if (concerned.size) this.#options.onConcern(concerned);
    this.#options.onObject(object, event);
  }

  #look(): void {
    const fingerprint = [...this.#collections]
      // What was lost and is back between two looks was shown as old meanwhile.
      .map(
        ([key, { health, synced }]) =>
          `${key} ${health.state} ${health.since.getTime()} ${synced}`,
      )
      .join();
    if (fingerprint !== this.#fingerprint) {
      this.#fingerprint = fingerprint;
      this.#options.onHealth();
    }
  }
}

/** Not served, as far as the cluster could tell. */
function isAbsent({ apiVersion }: WatchedKind, discovery: Discovery): boolean {
  return !!discovery.refreshed && !discovery.degraded.includes(apiVersion);
}

function seenMetadataOnly(object: KubernetesObject): Seen {
  return {
    kind: object.kind,
    metadata: seenMetadata(object),
  };
}
