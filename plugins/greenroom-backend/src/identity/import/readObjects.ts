import {
  ANNOTATION_NONCE,
  FIELD_MANAGER,
  LABEL_DECLARATION,
  LABEL_MANAGED_BY,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ApiResource,
  Discovery,
  isForbidden,
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { declarationOf } from '../unknownObjects';

/** An object on the cluster that we applied for a declaration. */
export interface AppliedObject {
  /** As we applied it; the cluster may serve others. */
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  uid: string;
  nonce: string;
  declarationId: string;
  createdAt: string;
  annotations: Record<string, string>;
}

/** What a cluster holds of us. */
export interface AppliedObjects {
  objects: AppliedObject[];
  /** Kinds that we may not list, or whose server is down, and so do not know. */
  hidden: string[];
}

/** Never listed: Secrets are none of our business as long as nobody names them, and of the others there are too many. */
const NEVER = new Set(['Secret', 'Pod', 'Event', 'EndpointSlice']);
const OURS = `${LABEL_MANAGED_BY}=greenroom,${LABEL_DECLARATION}`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the metadata of everything on a cluster that bears our labels and that
 * we applied. Any kind may be among it: other plugins add targets.
 *
 * @throws what the cluster answers when a list fails otherwise: half of a picture is none
 */
export async function readObjects(
  client: KubeClient,
  discovery: Pick<Discovery, 'degraded' | 'resources'>,
  signal?: AbortSignal,
): Promise<AppliedObjects> {
  const { degraded } = discovery;
  const found = await Promise.all(
    listable(discovery.resources()).map(resource =>
      degraded.includes(resource.apiVersion)
        ? { objects: [], hidden: [resource.kind] }
        : readKind(client, resource, signal),
    ),
  );
  return {
    objects: found.flatMap(each => each.objects),
    hidden: found.flatMap(each => each.hidden).sort(),
  };
}

/** Each kind once, in whatever version. */
function listable(resources: Iterable<ApiResource>): ApiResource[] {
  const kinds = new Map<string, ApiResource>();
  for (const resource of resources) {
    const { group, kind, verbs } = resource;
    const key = `${group}/${kind}`;
    if (verbs.includes('list') && !NEVER.has(kind) && !kinds.has(key)) {
      kinds.set(key, resource);
    }
  }
  return [...kinds.values()];
}

async function readKind(
  client: KubeClient,
  resource: ApiResource,
  signal: AbortSignal | undefined,
): Promise<AppliedObjects> {
  const { kind } = resource;
  const objects: AppliedObject[] = [];
  try {
    const list = client.list(resource, {
      labelSelector: OURS,
      metadataOnly: true,
      signal,
    });
    for await (const object of list) {
      const applied = toApplied(kind, object);
      if (applied) objects.push(applied);
    }
    return { objects, hidden: [] };
  } catch (error) {
    if (isForbidden(error)) return { objects: [], hidden: [kind] };
    // A definition that went meanwhile took its objects with it.
    if (isNotFound(error)) return { objects: [], hidden: [] };
    throw error;
  }
}

/** Undefined for what only looks like ours: nobody has labels to himself, but the server says who applied. */
function toApplied(
  kind: string,
  object: KubernetesObject,
): AppliedObject | undefined {
  const { metadata } = object;
  const { annotations = {}, creationTimestamp = '' } = metadata;
  const { name, namespace, uid } = metadata;
  const declarationId = declarationOf(object);
  const apiVersion = appliedAs(metadata);
  const nonce = annotations[ANNOTATION_NONCE];
  if (!apiVersion || !nonce || !uid) return undefined;
  if (!declarationId || !UUID.test(declarationId)) return undefined;
  return {
    apiVersion,
    kind,
    namespace,
    name,
    uid,
    nonce,
    declarationId,
    createdAt: creationTimestamp,
    annotations,
  };
}

/** The API version of our apply; undefined when there was none. */
function appliedAs(metadata: object): string | undefined {
  const { managedFields = [] } = metadata as {
    managedFields?: {
      manager?: string;
      operation?: string;
      subresource?: string;
      apiVersion?: string;
    }[];
  };
  return managedFields.find(
    ({ manager, operation, subresource }) =>
      manager === FIELD_MANAGER && operation === 'Apply' && !subresource,
  )?.apiVersion;
}
