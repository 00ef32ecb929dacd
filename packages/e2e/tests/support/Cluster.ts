import {
  ApiResource,
  connectionFromKubeconfig,
  Discovery,
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { environment } from './environment';

/** Kinds that come and go by themselves and say nothing about what we made. */
const PASSING = ['Event', 'Lease'];

/** A pod, as far as the tests read it. */
export interface Pod extends KubernetesObject {
  spec: {
    containers: { resources?: { limits?: Record<string, string> } }[];
  };
}

/** The cluster behind the portal as its administrator sees it: what kubectl would show. */
export class Cluster {
  readonly #client: KubeClient;
  readonly #discovery: Discovery;

  private constructor(client: KubeClient, discovery: Discovery) {
    this.#client = client;
    this.#discovery = discovery;
  }

  static async connect(): Promise<Cluster> {
    const client = new KubeClient(
      await connectionFromKubeconfig(environment('GREENROOM_E2E_KUBECONFIG')),
    );
    const discovery = new Discovery(client);
    await discovery.refresh();
    return new Cluster(client, discovery);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  /** @returns undefined when there is no such object */
  async get<T = KubernetesObject>(
    apiVersion: string,
    kind: string,
    ref: { namespace?: string; name: string },
  ): Promise<T | undefined> {
    try {
      return await this.#client.get<T>(this.#resource(apiVersion, kind), ref);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async create(object: KubernetesObject): Promise<void> {
    const { apiVersion, kind } = object;
    await this.#client.create(this.#resource(apiVersion, kind), object);
  }

  /** Changes what the merge patch says. */
  async patch(
    apiVersion: string,
    kind: string,
    ref: { namespace?: string; name: string },
    change: object,
  ): Promise<void> {
    const resource = this.#resource(apiVersion, kind);
    await this.#client.mergePatch(resource, ref, change);
  }

  /** Applies as somebody who means to keep what the object says. */
  async apply(object: KubernetesObject, fieldManager: string): Promise<void> {
    const { apiVersion, kind } = object;
    const options = { fieldManager, force: true };
    await this.#client.apply(this.#resource(apiVersion, kind), object, options);
  }

  async pods(namespace: string, labelSelector: string): Promise<Pod[]> {
    const resource = this.#discovery.resource('v1', 'Pod');
    return resource
      ? (
          await this.#client.listPage<Pod>(resource, {
            namespace,
            labelSelector,
          })
        ).items
      : [];
  }

  #resource(apiVersion: string, kind: string): ApiResource {
    const resource = this.#discovery.resource(apiVersion, kind);
    if (!resource) {
      throw new Error(`The cluster does not serve ${apiVersion} ${kind}`);
    }
    return resource;
  }

  /** Everything in a namespace as sorted `Kind/name`; without what comes and goes by itself. */
  async inventory(namespace: string): Promise<string[]> {
    const found = new Set<string>();
    for (const resource of this.#discovery.resources()) {
      const { namespaced, verbs, kind } = resource;
      if (namespaced && verbs.includes('list') && !PASSING.includes(kind)) {
        for await (const { metadata } of this.#client.list(resource, {
          namespace,
          metadataOnly: true,
        })) {
          found.add(`${kind}/${metadata.name}`);
        }
      }
    }
    return [...found].sort();
  }
}
