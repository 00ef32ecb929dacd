import { isDeepStrictEqual } from 'node:util';
import {
  ApiResource,
  Controller,
  Discovery,
  Informer,
  InformerEvent,
  isConflict,
  isNotFound,
  KubeClient,
  KubernetesObject,
  WorkQueue,
} from '@greenroom/controller-runtime';

/** A kind that a stand-in watches, and the primary objects that an event concerns. */
export interface Watched {
  apiVersion: string;
  kind: string;
  fieldSelector?: string;
  labelSelector?: string;
  /** Keys (`namespace/name`) of the primary objects. */
  primaries(object: KubernetesObject): string[];
}

type Held = KubernetesObject & {
  metadata: { uid: string; resourceVersion: string };
};

/** What the reconcile of a stand-in works with. */
export interface Desk {
  /** A watched object as last seen. */
  get<T extends KubernetesObject>(
    kind: string,
    namespace: string,
    name: string,
  ): T | undefined;
  /** All watched objects of a kind in a namespace. */
  all<T extends KubernetesObject>(kind: string, namespace: string): T[];
  apply(object: KubernetesObject, signal: AbortSignal): Promise<void>;
  writeStatus(
    object: KubernetesObject,
    status: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<void>;
  annotate(
    object: KubernetesObject,
    annotations: Record<string, string | null>,
    signal: AbortSignal,
  ): Promise<void>;
  remove(
    kind: string,
    namespace: string,
    name: string,
    signal: AbortSignal,
  ): Promise<void>;
  create(object: KubernetesObject, signal: AbortSignal): Promise<void>;
}

/** One small controller: watches a few kinds and reconciles the first of them. */
export class StandIn implements Desk {
  readonly #client: KubeClient;
  readonly #resources = new Map<string, ApiResource>();
  readonly #informers = new Map<string, Informer<Held>>();
  readonly #queue = new WorkQueue<string>();
  readonly #controller: Controller<string>;
  readonly #manager: string;
  /** Kinds that are written but not watched. */
  readonly #unseen: Set<string>;
  readonly #applied = new Map<string, KubernetesObject>();

  constructor(options: {
    name: string;
    client: KubeClient;
    discovery: Discovery;
    watched: readonly [Watched, ...Watched[]];
    /** Other kinds that it writes. */
    writes?: readonly { apiVersion: string; kind: string }[];
    reconcile(
      primary: KubernetesObject,
      desk: Desk,
      signal: AbortSignal,
    ): Promise<void>;
    onError(error: Error): void;
  }) {
    this.#client = options.client;
    this.#manager = options.name;
    this.#unseen = new Set(options.writes?.map(({ kind }) => kind));
    for (const { apiVersion, kind } of [
      ...options.watched,
      ...(options.writes ?? []),
    ]) {
      const resource = options.discovery.resource(apiVersion, kind);
      if (!resource)
        throw new Error(
          `${options.name}: the cluster does not serve ${apiVersion} ${kind}`,
        );
      this.#resources.set(kind, resource);
    }
    for (const watched of options.watched) {
      this.#informers.set(
        watched.kind,
        this.#informer(watched, options.onError),
      );
    }
    const [{ kind: primaryKind }] = options.watched;
    this.#controller = new Controller<string>({
      name: options.name,
      queue: this.#queue,
      concurrency: 4,
      timeoutMs: 20_000,
      onError: error => {
        if (!isConflict(error) && !isNotFound(error)) options.onError(error);
      },
      reconcile: async (key, signal) => {
        const [namespace, name] = key.split('/');
        const primary = this.get(primaryKind, namespace, name);
        if (primary && !primary.metadata.deletionTimestamp) {
          await options.reconcile(primary, this, signal);
        }
      },
    });
  }

  async start(): Promise<void> {
    for (const informer of this.#informers.values()) informer.start();
    await Promise.all(
      [...this.#informers.values()].map(informer => informer.waitForSync()),
    );
    this.#controller.start();
  }

  async stop(): Promise<void> {
    await this.#controller.stop();
    await Promise.all(
      [...this.#informers.values()].map(informer => informer.stop()),
    );
  }

  get<T extends KubernetesObject>(
    kind: string,
    namespace: string,
    name: string,
  ): T | undefined {
    return this.#informers.get(kind)?.get(namespace, name) as unknown as
      | T
      | undefined;
  }

  all<T extends KubernetesObject>(kind: string, namespace: string): T[] {
    const objects = [...(this.#informers.get(kind)?.list() ?? [])];
    return objects.filter(
      ({ metadata }) => metadata.namespace === namespace,
    ) as unknown as T[];
  }

  /** Applies what differs from what was applied last, or is gone. */
  async apply(object: KubernetesObject, signal: AbortSignal): Promise<void> {
    const { namespace = '', name } = object.metadata;
    const key = `${object.kind}/${namespace}/${name}`;
    const there =
      this.#unseen.has(object.kind) || this.get(object.kind, namespace, name);
    if (there && isDeepStrictEqual(this.#applied.get(key), object)) return;
    await this.#client.apply(this.#resource(object.kind), object, {
      fieldManager: this.#manager,
      force: true,
      signal,
    });
    this.#applied.set(key, object);
  }

  async writeStatus(
    object: KubernetesObject,
    status: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    if (isDeepStrictEqual(object.status, status)) return;
    await this.#client.mergePatch(
      this.#resource(object.kind),
      object.metadata,
      { status: replacing(object.status, status) },
      { fieldManager: this.#manager, subresource: 'status', signal },
    );
  }

  async annotate(
    object: KubernetesObject,
    annotations: Record<string, string | null>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#client.mergePatch(
      this.#resource(object.kind),
      object.metadata,
      { metadata: { annotations } },
      { fieldManager: this.#manager, signal },
    );
  }

  async remove(
    kind: string,
    namespace: string,
    name: string,
    signal: AbortSignal,
  ): Promise<void> {
    this.#applied.delete(`${kind}/${namespace}/${name}`);
    await this.#client
      .delete(this.#resource(kind), { namespace, name }, { signal })
      .catch(error => {
        if (!isNotFound(error)) throw error;
      });
  }

  async create(object: KubernetesObject, signal: AbortSignal): Promise<void> {
    await this.#client.create(this.#resource(object.kind), object, {
      fieldManager: this.#manager,
      signal,
    });
  }

  #resource(kind: string): ApiResource {
    const resource = this.#resources.get(kind);
    if (!resource) throw new Error(`${this.#manager} does not write ${kind}`);
    return resource;
  }

  #informer(watched: Watched, onError: (error: Error) => void): Informer<Held> {
    return new Informer<Held>({
      client: this.#client,
      resource: this.#resource(watched.kind),
      labelSelector: watched.labelSelector,
      fieldSelector: watched.fieldSelector,
      // Items of a list come without apiVersion and kind.
      project: object =>
        ({
          ...object,
          apiVersion: watched.apiVersion,
          kind: watched.kind,
        } as Held),
      onEvent: ({ object, type }: InformerEvent<Held>) => {
        if (type === 'deleted') {
          const { namespace = '', name } = object.metadata;
          this.#applied.delete(`${watched.kind}/${namespace}/${name}`);
        }
        for (const key of watched.primaries(object)) this.#queue.add(key);
      },
      onError,
    });
  }
}

/** A merge patch that leaves nothing of the former status behind. */
function replacing(
  former: unknown,
  next: Record<string, unknown>,
): Record<string, unknown> {
  const patch: Record<string, unknown> = { ...next };
  if (typeof former !== 'object' || former === null) return patch;
  for (const [field, old] of Object.entries(former)) {
    const value = next[field];
    if (value === undefined) {
      patch[field] = null;
    } else if (isRecord(value) && isRecord(old)) {
      patch[field] = replacing(old, value);
    }
  }
  return patch;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `namespace/name` of an object. */
export function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** Key of the object that a label names, in the same namespace. */
export function labelled(label: string) {
  return ({ metadata }: KubernetesObject): string[] => {
    const name = metadata.labels?.[label];
    return name ? [`${metadata.namespace}/${name}`] : [];
  };
}

/** Key of the controlling owner of a kind. */
export function owned(kind: string) {
  return ({ metadata }: KubernetesObject): string[] =>
    (metadata.ownerReferences ?? [])
      .filter(owner => owner.controller && owner.kind === kind)
      .map(owner => `${metadata.namespace}/${owner.name}`);
}
