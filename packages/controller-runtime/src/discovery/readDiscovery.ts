import { KubeClient } from '../transport';
import { ApiResource } from './ApiResource';

const AGGREGATED = ['v2', 'v2beta1']
  .map(
    v =>
      `application/json;g=apidiscovery.k8s.io;v=${v};as=APIGroupDiscoveryList`,
  )
  .concat('application/json')
  .join(',');

/** What one read of discovery found. */
export interface Discovered {
  /** Resources by `apiVersion`. */
  served: Map<string, ApiResource[]>;
  /** API versions that the cluster lists but could not describe now; an aggregated API server that is down, as a rule. */
  unreadable: string[];
}

interface AggregatedAnswer {
  kind?: string;
  items?: {
    metadata?: { name?: string };
    versions?: {
      version: string;
      freshness?: string;
      resources?: {
        resource: string;
        responseKind?: { kind?: string };
        scope?: string;
        verbs?: string[];
      }[];
    }[];
  }[];
}

interface GroupsAnswer {
  groups?: { versions?: { groupVersion: string }[] }[];
}

interface ResourcesAnswer {
  resources?: {
    name: string;
    kind: string;
    namespaced?: boolean;
    verbs?: string[];
  }[];
}

/**
 * Reads what a cluster serves: in two requests where it offers aggregated
 * discovery, else in one per API version.
 */
export async function readDiscovery(
  client: KubeClient,
  signal?: AbortSignal,
): Promise<Discovered> {
  const read = (path: string) =>
    client.request<AggregatedAnswer & GroupsAnswer>({
      method: 'GET',
      path,
      accept: AGGREGATED,
      signal,
    });
  const [core, groups] = await Promise.all([read('/api'), read('/apis')]);
  if (isAggregated(core) && isAggregated(groups)) {
    return fromAggregated([core, groups]);
  }
  const versions = (groups.groups ?? [])
    .flatMap(group => group.versions ?? [])
    .map(({ groupVersion }) => groupVersion);
  return readEach(client, ['v1', ...versions], signal);
}

function isAggregated({ kind }: AggregatedAnswer): boolean {
  return kind === 'APIGroupDiscoveryList';
}

function fromAggregated(answers: AggregatedAnswer[]): Discovered {
  const found: Discovered = { served: new Map(), unreadable: [] };
  for (const item of answers.flatMap(answer => answer.items ?? [])) {
    const group = item.metadata?.name ?? '';
    for (const { version, freshness, resources } of item.versions ?? []) {
      const apiVersion = group ? `${group}/${version}` : version;
      if (freshness === 'Stale') {
        found.unreadable.push(apiVersion);
        continue;
      }
      found.served.set(
        apiVersion,
        (resources ?? []).flatMap(({ resource, responseKind, scope, verbs }) =>
          responseKind?.kind
            ? {
                apiVersion,
                group,
                version,
                kind: responseKind.kind,
                plural: resource,
                namespaced: scope === 'Namespaced',
                verbs: verbs ?? [],
              }
            : [],
        ),
      );
    }
  }
  return found;
}

async function readEach(
  client: KubeClient,
  apiVersions: string[],
  signal?: AbortSignal,
): Promise<Discovered> {
  const found: Discovered = { served: new Map(), unreadable: [] };
  await Promise.all(
    apiVersions.map(async apiVersion => {
      const [group, version] = apiVersion.includes('/')
        ? apiVersion.split('/')
        : ['', apiVersion];
      try {
        const answer = await client.request<ResourcesAnswer>({
          method: 'GET',
          path: group
            ? `/apis/${encodeURIComponent(group)}/${encodeURIComponent(
                version,
              )}`
            : `/api/${encodeURIComponent(version)}`,
          signal,
        });
        found.served.set(
          apiVersion,
          (answer.resources ?? [])
            // A slash marks a subresource.
            .filter(({ name }) => !name.includes('/'))
            .map(({ name, kind, namespaced, verbs }) => ({
              apiVersion,
              group,
              version,
              kind,
              plural: name,
              namespaced: namespaced ?? false,
              verbs: verbs ?? [],
            })),
        );
      } catch (error) {
        signal?.throwIfAborted();
        found.unreadable.push(apiVersion);
      }
    }),
  );
  return found;
}
