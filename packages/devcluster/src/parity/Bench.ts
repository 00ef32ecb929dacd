import {
  ApiResource,
  Discovery,
  isAlreadyExists,
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';

/** How often a condition is looked at. */
const POLL_MS = 200;

/** One cluster under test, real operators or stand-ins: the few verbs that scenarios need. */
export class Bench {
  readonly #client: KubeClient;
  readonly #discovery: Discovery;
  readonly namespace: string;

  private constructor(
    client: KubeClient,
    discovery: Discovery,
    namespace: string,
  ) {
    this.#client = client;
    this.#discovery = discovery;
    this.namespace = namespace;
  }

  static async open(client: KubeClient, namespace: string): Promise<Bench> {
    const discovery = new Discovery(client);
    await discovery.refresh();
    const bench = new Bench(client, discovery, namespace);
    await bench.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    await bench.eventually(
      () => bench.get('v1', 'ServiceAccount', 'default'),
      account => account !== undefined,
    );
    return bench;
  }

  async close(): Promise<void> {
    await this.#client.delete(this.#resource('v1', 'Namespace'), {
      name: this.namespace,
    });
    await this.#client.close();
  }

  /** Lets the apiserver refuse pods below a level of Pod Security. */
  async enforce(level: 'restricted'): Promise<void> {
    await this.#client.mergePatch(
      this.#resource('v1', 'Namespace'),
      { name: this.namespace },
      {
        metadata: { labels: { 'pod-security.kubernetes.io/enforce': level } },
      },
    );
  }

  async create(object: KubernetesObject): Promise<void> {
    const resource = this.#resource(object.apiVersion, object.kind);
    const metadata = resource.namespaced
      ? { namespace: this.namespace, ...object.metadata }
      : object.metadata;
    await this.#client
      .create(resource, { ...object, metadata })
      .catch(error => {
        if (!isAlreadyExists(error)) throw error;
      });
  }

  /** Creates as kubectl does: a field that the server does not know is an error, not dropped. */
  async createStrictly(object: KubernetesObject): Promise<void> {
    const resource = this.#resource(object.apiVersion, object.kind);
    const { group, version, plural } = resource;
    await this.#client.request({
      method: 'POST',
      path: `/apis/${group}/${version}/namespaces/${this.namespace}/${plural}`,
      query: { fieldValidation: 'Strict' },
      body: object,
    });
  }

  /** Server-side apply, never by force. */
  apply<T extends KubernetesObject>(
    object: T,
    fieldManager = 'parity',
  ): Promise<T> {
    return this.#client.apply<T>(
      this.#resource(object.apiVersion, object.kind),
      {
        ...object,
        metadata: { namespace: this.namespace, ...object.metadata },
      },
      { fieldManager },
    );
  }

  annotate(
    apiVersion: string,
    kind: string,
    name: string,
    annotations: Record<string, string | null>,
  ): Promise<void> {
    return this.#patch(apiVersion, kind, name, { metadata: { annotations } });
  }

  label(
    apiVersion: string,
    kind: string,
    name: string,
    labels: Record<string, string | null>,
  ): Promise<void> {
    return this.#patch(apiVersion, kind, name, { metadata: { labels } });
  }

  async remove(apiVersion: string, kind: string, name: string): Promise<void> {
    await this.#client.delete(this.#resource(apiVersion, kind), {
      namespace: this.namespace,
      name,
    });
  }

  async get<T extends KubernetesObject>(
    apiVersion: string,
    kind: string,
    name: string,
  ): Promise<T | undefined> {
    try {
      return await this.#client.get<T>(this.#resource(apiVersion, kind), {
        namespace: this.namespace,
        name,
      });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async list<T extends KubernetesObject>(
    apiVersion: string,
    kind: string,
    labelSelector?: string,
  ): Promise<T[]> {
    const { items } = await this.#client.listPage<T>(
      this.#resource(apiVersion, kind),
      { namespace: this.namespace, labelSelector },
    );
    return items;
  }

  /**
   * Waits until what is read passes.
   * @throws with what was last seen, after `timeoutMs`
   */
  async eventually<T>(
    read: () => Promise<T>,
    passes: (seen: T) => boolean,
    timeoutMs = 40_000,
  ): Promise<T> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const seen = await read();
      if (passes(seen)) return seen;
      if (Date.now() > end) {
        throw new Error(
          `not within ${timeoutMs / 1000} s; last seen: ${JSON.stringify(
            seen,
          )}`,
        );
      }
      await pause();
    }
  }

  /**
   * Watches that what is read goes on passing: for what must not happen.
   * @throws with what was seen instead
   */
  async remains<T>(
    read: () => Promise<T>,
    passes: (seen: T) => boolean,
    forMs = 3_000,
  ): Promise<void> {
    const end = Date.now() + forMs;
    while (Date.now() < end) {
      const seen = await read();
      if (!passes(seen)) {
        throw new Error(`did not remain; seen: ${JSON.stringify(seen)}`);
      }
      await pause();
    }
  }

  serves({ apiVersion, kind }: { apiVersion: string; kind: string }): boolean {
    return this.#discovery.resource(apiVersion, kind) !== undefined;
  }

  async #patch(
    apiVersion: string,
    kind: string,
    name: string,
    patch: object,
  ): Promise<void> {
    await this.#client.mergePatch(
      this.#resource(apiVersion, kind),
      { namespace: this.namespace, name },
      patch,
    );
  }

  #resource(apiVersion: string, kind: string): ApiResource {
    const resource = this.#discovery.resource(apiVersion, kind);
    if (!resource) {
      throw new Error(`the cluster does not serve ${apiVersion} ${kind}`);
    }
    return resource;
  }
}

function pause(): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, POLL_MS);
  });
}

/** Labels that make simulated pods fail, for both kinds of cluster: ours and the one of the real operators. */
export function failing(mode: 'image-pull-failure'): Record<string, string> {
  return {
    'greenroom.dev/simulate': mode,
    'rig.test/mode': 'image-pull-backoff',
  };
}
