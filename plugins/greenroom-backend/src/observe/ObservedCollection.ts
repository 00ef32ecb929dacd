import { LABEL_MANAGED_BY } from '@greenroom/backstage-plugin-greenroom-common';
import {
  Interest,
  KubernetesObject,
  ObservedKind,
  Seen,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  ApiResource,
  Informer,
  InformerEvent,
  InformerHealth,
  KubeClient,
  KubernetesObject as RawObject,
} from '@greenroom/controller-runtime';
import { ObjectIndex } from './ObjectIndex';
import { ownedFieldsHash } from './ownedFields';
import { isOlder } from './resourceVersion';

/** A kind to watch; of a guarded one only the metadata of our own objects. */
export interface WatchedKind extends ObservedKind {
  guarded?: boolean;
}

/** A projection; of an object of ours also which fields were ours. */
export interface Held extends Seen {
  /** See {@link ownedFieldsHash}. */
  owned?: string;
}

const OURS = `${LABEL_MANAGED_BY}=greenroom`;

/** One observed kind on one cluster: its watch, and the projections by what they are looked up. */
export class ObservedCollection {
  readonly kind: ObservedKind;
  readonly #index: ObjectIndex;
  readonly #informer: Informer<Held>;

  constructor(options: {
    client: KubeClient;
    resource: ApiResource;
    kind: WatchedKind;
    onChange(object: Seen, event: InformerEvent<Seen>): void;
    onError(error: Error): void;
  }) {
    const { kind, onChange } = options;
    this.kind = kind;
    this.#index = new ObjectIndex(kind);
    this.#informer = new Informer<Held>({
      client: options.client,
      resource: options.resource,
      fieldSelector: kind.fieldSelector,
      labelSelector: kind.guarded ? OURS : undefined,
      metadataOnly: kind.guarded,
      project: object => project(kind, object),
      onError: options.onError,
      onEvent: event => {
        if (event.previous) this.#index.remove(event.previous);
        if (event.type === 'deleted') this.#index.remove(event.object);
        else this.#index.add(event.object);
        // What an object was before matters too: a label may have moved it.
        if (event.previous) onChange(event.previous, event);
        onChange(event.object, event);
      },
    });
  }

  start(signal: AbortSignal): void {
    this.#informer.start(signal);
  }

  stop(): Promise<void> {
    return this.#informer.stop();
  }

  /** Everything that existed at some moment was seen. */
  get synced(): boolean {
    return this.#informer.synced;
  }

  get health(): InformerHealth {
    return this.#informer.health;
  }

  get(namespace: string | undefined, name: string): Held | undefined {
    return this.#informer.get(namespace, name);
  }

  /** Whether it has seen what happened up to this `resourceVersion`. */
  hasSeen(version: string): boolean {
    const { resourceVersion } = this.#informer;
    return resourceVersion !== undefined && !isOlder(resourceVersion, version);
  }

  list(): Iterable<Seen> {
    return this.#informer.list();
  }

  find(interest: Interest): Iterable<Seen> {
    return this.#index.find(interest);
  }
}

function project(kind: WatchedKind, object: RawObject): Held | undefined {
  // The server leaves the type out of the items of a list.
  const { apiVersion, kind: name } = kind;
  const seen: Held | undefined = kind.project({
    ...object,
    apiVersion,
    kind: name,
  } as KubernetesObject);
  if (seen && object.metadata.labels?.[LABEL_MANAGED_BY] === 'greenroom') {
    seen.owned = ownedFieldsHash(object);
  }
  return seen;
}
