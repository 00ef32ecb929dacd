import { ResponseError } from '@backstage/errors';
import {
  AssetAccess,
  AssetContainer,
  AssetEvent,
  AssetFilter,
  AssetManifests,
  CallOptions,
  DeclareRequest,
  GreenroomApi,
  LogRequest,
  ObservedAssetFilter,
} from './api';
import {
  Asset,
  AssetList,
  Capacity,
  ClusterInfo,
  DeclarationChanges,
  Operation,
  Preflight,
} from './asset';
import { ProjectClaim } from './claim';
import { ConnectionCheck } from './connectionCheck';
import { Revision } from './declaration';
import { ClusterIdentity, ImportResult, TakeoverRequest } from './identity';
import { AssetRef, ConnectionValues, Kind } from './kinds';
import { AdoptionProposal, ObservedAssetList } from './observedAsset';
import { Standards, StandardType } from './standards';
import { AssetUsage } from './usage';

interface Request extends CallOptions {
  method?: string;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string | undefined>;
  body?: unknown;
}

/** Client of `/api/greenroom/v1`, for browsers and backends. Errors are Backstage's `ResponseError`. */
export class GreenroomClient implements GreenroomApi {
  readonly #discovery: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetch: typeof fetch;

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discovery = options.discoveryApi;
    this.#fetch = options.fetchApi.fetch;
  }

  listAssets(
    filter: AssetFilter = {},
    options?: CallOptions,
  ): Promise<AssetList> {
    return this.#call('/assets', { ...options, query: { ...filter } });
  }

  getAsset<K extends Kind>(
    ref: AssetRef<K>,
    options?: CallOptions,
  ): Promise<Asset<K>> {
    return this.#call(assetPath(ref), { ...options });
  }

  declare<K extends Kind>(
    ref: AssetRef<K>,
    { spec, reason, ifMatch, idempotencyKey, dryRun, adopt }: DeclareRequest<K>,
    options?: CallOptions,
  ): Promise<Asset<K>> {
    return this.#call(assetPath(ref), {
      ...options,
      method: 'PUT',
      query: { dryRun },
      headers: {
        'If-Match': ifMatch === undefined ? undefined : String(ifMatch),
        'Idempotency-Key': idempotencyKey,
      },
      body: { spec, reason, adopt },
    });
  }

  remove(
    ref: AssetRef,
    request: { deleteData?: boolean; reason?: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.#call(assetPath(ref), {
      ...options,
      method: 'DELETE',
      query: request,
    });
  }

  operate(
    ref: AssetRef,
    request: { operation: Operation; reason?: string },
    options?: CallOptions,
  ): Promise<Asset> {
    return this.#call(`${assetPath(ref)}/operations`, {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  supply(
    ref: AssetRef<'Connection'>,
    values: ConnectionValues,
    options?: CallOptions,
  ): Promise<void> {
    return this.#call(`${assetPath(ref)}/secret`, {
      ...options,
      method: 'PUT',
      body: { values },
    });
  }

  checkConnection(
    ref: AssetRef<'Connection'>,
    options?: CallOptions,
  ): Promise<ConnectionCheck> {
    return this.#call(`${assetPath(ref)}/check`, {
      ...options,
      method: 'POST',
    });
  }

  async history(ref: AssetRef, options?: CallOptions): Promise<Revision[]> {
    return (await this.#items<Revision>(`${assetPath(ref)}/history`, options))
      .items;
  }

  manifests(ref: AssetRef, options?: CallOptions): Promise<AssetManifests> {
    return this.#call(`${assetPath(ref)}/manifests`, { ...options });
  }

  async events(ref: AssetRef, options?: CallOptions): Promise<AssetEvent[]> {
    return (await this.#items<AssetEvent>(`${assetPath(ref)}/events`, options))
      .items;
  }

  async containers(
    ref: AssetRef,
    options?: CallOptions,
  ): Promise<AssetContainer[]> {
    const path = `${assetPath(ref)}/containers`;
    return (await this.#items<AssetContainer>(path, options)).items;
  }

  async claims(
    project: string,
    options?: CallOptions,
  ): Promise<ProjectClaim[]> {
    const ref = { kind: 'Project', project, name: project } as const;
    const path = `${assetPath(ref)}/claims`;
    return (await this.#items<ProjectClaim>(path, options)).items;
  }

  usage(ref: AssetRef, options?: CallOptions): Promise<AssetUsage> {
    return this.#call(`${assetPath(ref)}/usage`, { ...options });
  }

  async logs(
    ref: AssetRef,
    request: LogRequest = {},
    options?: CallOptions,
  ): Promise<string> {
    const response = await this.#send(`${assetPath(ref)}/logs`, {
      ...options,
      query: { ...request },
    });
    return response.text();
  }

  access(ref: AssetRef, options?: CallOptions): Promise<AssetAccess> {
    return this.#call(`${assetPath(ref)}/access`, { ...options });
  }

  listObserved(
    filter: ObservedAssetFilter = {},
    options?: CallOptions,
  ): Promise<ObservedAssetList> {
    return this.#call('/observed-assets', { ...options, query: { ...filter } });
  }

  proposeAdoption(
    id: string,
    options?: CallOptions,
  ): Promise<AdoptionProposal> {
    return this.#call(`/observed-assets/${encodeURIComponent(id)}/proposal`, {
      ...options,
    });
  }

  preflight<K extends Kind>(
    request: AssetRef<K> & { spec: unknown },
    options?: CallOptions,
  ): Promise<Preflight> {
    return this.#call('/preflight', {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  async standards<T extends StandardType>(
    type: T,
    { project, ...options }: CallOptions & { project?: string } = {},
  ): Promise<Standards[T]> {
    return (
      await this.#call<{ items: Standards[T] }>(
        `/standards/${encodeURIComponent(type)}`,
        { ...options, query: { project } },
      )
    ).items;
  }

  imagePolicy(options?: CallOptions): Promise<Standards['policy']> {
    return this.#call('/image-policy', { ...options });
  }

  capacity(options?: CallOptions): Promise<Capacity> {
    return this.#call('/capacity', { ...options });
  }

  async clusters(options?: CallOptions): Promise<ClusterInfo[]> {
    return (await this.#items<ClusterInfo>('/clusters', options)).items;
  }

  takeOver(
    cluster: string,
    request: TakeoverRequest,
    options?: CallOptions,
  ): Promise<ClusterIdentity> {
    return this.#call(`${clusterPath(cluster)}/takeover`, {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  importCluster(
    cluster: string,
    request: { apply?: boolean } = {},
    options?: CallOptions,
  ): Promise<ImportResult> {
    return this.#call(`${clusterPath(cluster)}/import`, {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  changes(since: number, options?: CallOptions): Promise<DeclarationChanges> {
    return this.#call('/declarations', { ...options, query: { since } });
  }

  #items<T>(path: string, options?: CallOptions): Promise<{ items: T[] }> {
    return this.#call(path, { ...options });
  }

  async #call<T>(path: string, request: Request): Promise<T> {
    const response = await this.#send(path, request);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  async #send(path: string, request: Request): Promise<Response> {
    const {
      method = 'GET',
      query = {},
      headers = {},
      body,
      token,
      signal,
    } = request;
    const url = new URL(
      `${await this.#discovery.getBaseUrl('greenroom')}/v1${path}`,
    );
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const response = await this.#fetch(url.toString(), {
      method,
      signal,
      headers: defined({
        ...headers,
        Authorization: token && `Bearer ${token}`,
        'Content-Type': body === undefined ? undefined : 'application/json',
      }),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function assetPath({ kind, project, name }: AssetRef): string {
  return `/assets/${[kind, project, name].map(encodeURIComponent).join('/')}`;
}

function clusterPath(name: string): string {
  return `/clusters/${encodeURIComponent(name)}`;
}

function defined(
  headers: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] =>
      Boolean(entry[1]),
    ),
  );
}
