import { Dispatcher } from 'undici';
import { Clock, systemClock } from '../clock';
import { ApiResource } from '../discovery/ApiResource';
import { ClusterConnection } from './ClusterConnection';
import { CircuitBreaker, CircuitState } from './CircuitBreaker';
import { HttpTransport, StreamHooks } from './HttpTransport';
import { KubernetesObject, ObjectRef } from './KubernetesObject';
import { ListPage, listItems } from './ListPage';
import { RequestReport } from './RequestReport';
import { resourcePath } from './resourcePath';

const JSON_TYPE = 'application/json';
const APPLY_TYPE = 'application/apply-patch+yaml';
const MERGE_PATCH_TYPE = 'application/merge-patch+json';
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const PAGE_SIZE = 500;

/** What the verbs of the API are in HTTP. */
const VERBS = {
  get: { method: 'GET' },
  list: { method: 'GET' },
  create: { method: 'POST' },
  // The server reads YAML here, and JSON is YAML.
  apply: { method: 'PATCH', contentType: APPLY_TYPE },
  patch: { method: 'PATCH', contentType: MERGE_PATCH_TYPE },
  delete: { method: 'DELETE' },
};

type Query = Record<string, string | number | boolean | undefined>;

/** Options of a {@link KubeClient}. */
export interface KubeClientOptions {
  userAgent?: string;
  /** How long to wait for a whole answer, per attempt. Default 30 000. */
  requestTimeoutMs?: number;
  /** How many requests may be under way at once; the rest wait in order. Watches do not count. Default 32. */
  maxInFlight?: number;
  /**
   * Asked before each attempt at a request that is not a GET: how many
   * milliseconds it may take. A rejection is the call's, and nothing is sent.
   */
  beforeWrite?(): Promise<number>;
  /** Shared among the clients of one cluster. Default: one of its own. */
  circuitBreaker?: CircuitBreaker;
  /** Called once per attempt at a request, as by {@link RequestMetrics}. Must not throw. */
  onRequest?(report: RequestReport): void;
  /** Called for each connection made; over https, each is a TLS handshake. */
  onConnect?(): void;
  /** Act as this user. Groups are left to the API server to derive. */
  impersonate?: string;
  clock?: Clock;
}

/** What any call takes. */
export interface CallOptions {
  /** Aborting rejects the call with the signal's reason. */
  signal?: AbortSignal;
}

/** What a call that writes takes. */
export interface WriteOptions extends CallOptions {
  /** Who will own the written fields. */
  fieldManager?: string;
  /** Let the server check and admit, but not store. */
  dryRun?: boolean;
}

/** Which objects of a resource. */
export interface Selection {
  /** Leave out for all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Ask for `metadata` only. */
  metadataOnly?: boolean;
}

/** An object to be sent; also one of a caller's own, narrower type. */
export type ObjectToWrite =
  | KubernetesObject
  | {
      apiVersion: string;
      kind: string;
      metadata: { name?: string; namespace?: string };
    };

/**
 * The API of one cluster as one identity. JSON in and out, no models.
 *
 * Every method rejects with {@link ApiError} when the server answers with a
 * failure, with {@link UnreachableError} when it does not answer, and with the
 * reason of the caller's signal when that aborts. A 429 is retried a few times
 * as the server asks; reads are also retried on a broken connection, writes
 * never, since they may have been done.
 */
export class KubeClient {
  /** The cluster's name, for messages. */
  readonly name: string;
  readonly #connection: ClusterConnection;
  readonly #options: KubeClientOptions;
  readonly #http: HttpTransport;
  readonly #headers: Record<string, string>;
  readonly #timeoutMs: number;

  /** @param http - for {@link as} only */
  constructor(
    connection: ClusterConnection,
    options: KubeClientOptions = {},
    http = new HttpTransport(connection, {
      ...options,
      maxInFlight: options.maxInFlight ?? 32,
      clock: options.clock ?? systemClock,
    }),
  ) {
    this.name = connection.name;
    this.#connection = connection;
    this.#options = options;
    this.#http = http;
    const { impersonate, requestTimeoutMs, userAgent } = options;
    this.#timeoutMs = requestTimeoutMs ?? 30_000;
    this.#headers = {
      'user-agent': userAgent ?? 'controller-runtime-typescript',
      ...(impersonate !== undefined && { 'impersonate-user': impersonate }),
    };
  }

  /**
   * The same API as another user, whom this one must be allowed to impersonate.
   * It shares connections, bounds and circuit with this client, and their end:
   * closing either closes both. Cheap enough to be made for a single call.
   */
  as(user: string): KubeClient {
    const options = { ...this.#options, impersonate: user };
    return new KubeClient(this.#connection, options, this.#http);
  }

  /** Whether requests are sent, or fail at once since the server does not answer. */
  get circuit(): CircuitState {
    return this.#http.circuit;
  }

  /**
   * Any request. `path` must be escaped already; see {@link resourcePath}.
   * Resolves to the parsed answer, or to its text when it is not JSON.
   */
  async request<T>(r: {
    method: string;
    path: string;
    query?: Query;
    body?: unknown;
    /** Of the body; default `application/json`. */
    contentType?: string;
    /** Default `application/json`. */
    accept?: string;
    signal?: AbortSignal;
    timeoutMs?: number;
    /** What it is called in a {@link RequestReport}; default: the method. */
    verb?: string;
    /** What it is about, for the same. */
    resource?: ApiResource;
  }): Promise<T> {
    const answer = await this.#http.send({
      method: r.method as Dispatcher.HttpMethod,
      verb: r.verb ?? r.method.toLowerCase(),
      resource: r.resource?.plural,
      path: r.path + queryString(r.query),
      headers: {
        ...this.#headers,
        accept: r.accept ?? JSON_TYPE,
        ...(r.body !== undefined && {
          'content-type': r.contentType ?? JSON_TYPE,
        }),
      },
      body: r.body === undefined ? undefined : JSON.stringify(r.body),
      signal: r.signal,
      timeoutMs: r.timeoutMs ?? this.#timeoutMs,
    });
    return answer.json ? JSON.parse(answer.text) : (answer.text as T);
  }

  /** One object, or only its metadata. */
  get<T = KubernetesObject>(
    resource: ApiResource,
    ref: ObjectRef,
    options: CallOptions & {
      metadataOnly?: boolean;
      subresource?: string;
    } = {},
  ): Promise<T> {
    const { metadataOnly, subresource, signal } = options;
    return this.#call('get', resource, {
      ref: { ...ref, subresource },
      accept: metadataOnly ? METADATA : undefined,
      signal,
    });
  }

  /**
   * All objects, one by one, read in pages of `limit` (default 500) as the
   * loop goes on. Throws a 410 {@link ApiError} when the loop is so slow that
   * the server has forgotten the list.
   */
  async *list<T = KubernetesObject>(
    resource: ApiResource,
    options: Selection & CallOptions & { limit?: number } = {},
  ): AsyncGenerator<T> {
    let page: ListPage<T> | undefined;
    do {
      page = await this.listPage<T>(resource, {
        limit: PAGE_SIZE,
        ...options,
        continue: page?.continue,
      });
      yield* page.items;
    } while (page.continue);
  }

  /** One page of a list. Without `limit` it is the whole list. */
  async listPage<T = KubernetesObject>(
    resource: ApiResource,
    options: Selection &
      CallOptions & { limit?: number; continue?: string } = {},
  ): Promise<ListPage<T>> {
    const { namespace, limit, signal } = options;
    const answer = await this.#call('list', resource, {
      ref: { namespace },
      query: { ...selectors(options), limit, continue: options.continue },
      accept: options.metadataOnly ? METADATA_LIST : undefined,
      signal,
    });
    return listItems<T>(resource, answer);
  }

  /** Creates; an {@link ApiError} that `isAlreadyExists` when the name is taken. */
  create<T = KubernetesObject>(
    resource: ApiResource,
    object: ObjectToWrite,
    options: WriteOptions & { subresource?: string } = {},
  ): Promise<T> {
    const { subresource, signal } = options;
    const { namespace, name } = object.metadata;
    return this.#call('create', resource, {
      ref: subresource ? { namespace, name, subresource } : { namespace },
      query: writeQuery(options),
      body: object,
      signal,
    });
  }

  /**
   * Server-side apply: makes the named fields so, and owns them. Without
   * `force` (the default) a field of another manager is an {@link ApiError}
   * that `isConflict`, whose `details.causes` name the managers.
   */
  apply<T = KubernetesObject>(
    resource: ApiResource,
    object: ObjectToWrite,
    options: WriteOptions & {
      fieldManager: string;
      force?: boolean;
      subresource?: string;
    },
  ): Promise<T> {
    const { subresource, force = false, signal } = options;
    const { namespace, name = '' } = object.metadata;
    return this.#call('apply', resource, {
      ref: { namespace, name, subresource },
      query: { ...writeQuery(options), force },
      body: object,
      signal,
    });
  }

  /** JSON merge patch: sets what is given, removes what is null. */
  mergePatch<T = KubernetesObject>(
    resource: ApiResource,
    ref: ObjectRef,
    patch: object,
    options: WriteOptions & { subresource?: string } = {},
  ): Promise<T> {
    const { subresource, signal } = options;
    return this.#call('patch', resource, {
      ref: { ...ref, subresource },
      query: writeQuery(options),
      body: patch,
      signal,
    });
  }

  /**
   * Asks for deletion; finalizers may keep the object for long after this has
   * resolved. With `uid`, an object of the same name made since is left alone
   * (409).
   */
  async delete(
    resource: ApiResource,
    ref: ObjectRef,
    options: CallOptions & {
      uid?: string;
      propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
      dryRun?: boolean;
    } = {},
  ): Promise<void> {
    const { uid, propagationPolicy, signal, dryRun } = options;
    await this.#call('delete', resource, {
      ref,
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy,
        preconditions: uid === undefined ? undefined : { uid },
        dryRun: dryRun ? ['All'] : undefined,
      },
      signal,
    });
  }

  /**
   * The changes since `resourceVersion`, one raw JSON line per event, with
   * bookmarks. Ends when the server has had enough (`timeoutSeconds`). Most
   * callers want an {@link Informer}, which knows what to do next.
   */
  watch(
    resource: ApiResource,
    options: Selection &
      CallOptions &
      StreamHooks & { resourceVersion: string; timeoutSeconds: number },
  ): AsyncIterable<string> {
    return this.#http.stream(
      {
        verb: 'watch',
        resource: resource.plural,
        method: 'GET',
        path:
          resourcePath(resource, { namespace: options.namespace }) +
          queryString({
            ...selectors(options),
            watch: true,
            allowWatchBookmarks: true,
            resourceVersion: options.resourceVersion,
            timeoutSeconds: options.timeoutSeconds,
          }),
        headers: {
          ...this.#headers,
          accept: options.metadataOnly ? METADATA : JSON_TYPE,
        },
        signal: options.signal,
        timeoutMs: this.#timeoutMs,
      },
      options,
    );
  }

  #call<T>(
    verb: keyof typeof VERBS,
    resource: ApiResource,
    how: {
      ref: Partial<ObjectRef> & { subresource?: string };
      query?: Query;
      body?: unknown;
      accept?: string;
      signal?: AbortSignal;
    },
  ): Promise<T> {
    const { ref, ...rest } = how;
    const path = resourcePath(resource, ref);
    return this.request({ ...VERBS[verb], verb, resource, path, ...rest });
  }

  /** Ends what is under way and closes the connections. */
  close(): Promise<void> {
    return this.#http.close();
  }
}

function selectors({ labelSelector, fieldSelector }: Selection): Query {
  return { labelSelector, fieldSelector };
}

function writeQuery({ fieldManager, dryRun }: WriteOptions): Query {
  return { fieldManager, dryRun: dryRun ? 'All' : undefined };
}

function queryString(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text && `?${text}`;
}
