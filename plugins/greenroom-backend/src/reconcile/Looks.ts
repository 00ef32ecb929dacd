import {
  ApiError,
  ApiResource,
  KubeClient,
} from '@greenroom/controller-runtime';
import { LiveObject, liveObject } from './liveObject';

/** After so many looks at one kind in one namespace within the window, a list is cheaper. */
const BULK_FROM = 2;
const WINDOW_MS = 1_000;
/** How long a list may answer. Whoever takes a name meanwhile is noticed when their fields are in the way. */
const FRESH_MS = 5_000;

interface Collection {
  since: number;
  looks: number;
  list?: { at: number; objects: Promise<Map<string, LiveObject>> };
}

/**
 * Whether names are taken on the cluster, before they are applied for the first
 * time: a metadata GET each, or, while many are asked for, one metadata LIST per
 * kind and namespace. Secrets are never listed.
 */
export class Looks {
  readonly #collections = new Map<string, Collection>();

  /** @param client - one that may look there */
  async at(
    client: KubeClient,
    resource: ApiResource,
    ref: { namespace?: string; name: string },
    signal: AbortSignal,
  ): Promise<LiveObject | undefined> {
    const objects = await this.#bulk(client, resource, ref.namespace);
    return objects
      ? objects.get(ref.name)
      : liveObject(client, resource, ref, signal);
  }

  /** Undefined: not worth a list, or not to be had. */
  async #bulk(
    client: KubeClient,
    resource: ApiResource,
    namespace: string | undefined,
  ): Promise<Map<string, LiveObject> | undefined> {
    if (resource.kind === 'Secret') return undefined;
    const now = performance.now();
    const collection = this.#collection(resource, namespace, now);
    collection.looks += 1;
    if (!collection.list || now - collection.list.at > FRESH_MS) {
      if (collection.looks <= BULK_FROM) return undefined;
      const objects = this.#read(client, resource, namespace);
      collection.list = { at: now, objects };
    }
    try {
      return await collection.list.objects;
    } catch (error) {
      collection.list = undefined;
      // Who may get but not list looks one by one.
      if (error instanceof ApiError) return undefined;
      throw error;
    }
  }

  #collection(
    { apiVersion, plural }: ApiResource,
    namespace = '',
    now: number,
  ): Collection {
    const key = `${apiVersion}/${plural}/${namespace}`;
    let collection = this.#collections.get(key);
    if (!collection || now - collection.since > WINDOW_MS) {
      this.#forgetOld(now);
      const list = collection?.list;
      collection = { since: now, looks: 0, list };
      this.#collections.set(key, collection);
    }
    return collection;
  }

  #forgetOld(now: number): void {
    for (const [key, { since, list }] of this.#collections) {
      if (now - Math.max(since, list?.at ?? 0) > FRESH_MS) {
        this.#collections.delete(key);
      }
    }
  }

  /** Not under the signal of one caller: the answer is for all. */
  async #read(
    client: KubeClient,
    resource: ApiResource,
    namespace: string | undefined,
  ): Promise<Map<string, LiveObject>> {
    const objects = new Map<string, LiveObject>();
    const list = client.list<LiveObject>(resource, {
      namespace,
      metadataOnly: true,
    });
    for await (const { metadata } of list) {
      objects.set(metadata.name, { metadata });
    }
    return objects;
  }
}
