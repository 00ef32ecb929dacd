import {
  ANNOTATION_NONCE,
  LABEL_PROJECT,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Manifest } from '@greenroom/backstage-plugin-greenroom-node';
import {
  ApiResource,
  isAlreadyExists,
  isForbidden,
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { ProjectNamespaces } from '../clusters';
import { NAMESPACES } from '../identity';
import {
  ANNOTATION_DESCRIPTION,
  ANNOTATION_DISPLAY_NAME,
} from '../render/labels';
import { isRefusedByRbac } from './classifyError';
import { NotOfferedError, ObjectError } from './errors';
import { isOurs, LiveObject, liveObject } from './liveObject';
import { InventoryRow } from './records/InventoryRow';
import { untilAllowed } from './untilAllowed';

/** Who asked OpenShift for a project. Source: openshift-apiserver, projectrequest/delegated; no project's administrator can change it. */
const REQUESTER = 'openshift.io/requester';

const REQUESTS = {
  apiVersion: 'project.openshift.io/v1',
  kind: 'ProjectRequest',
  path: '/apis/project.openshift.io/v1/projectrequests',
};

const ROLE_BINDINGS: ApiResource = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'RoleBinding',
  plural: 'rolebindings',
  namespaced: true,
  verbs: [],
};

/** How long an API server may take to know of a label that was set. */
const PATIENCE_MS = 30_000;

interface RoleBinding extends KubernetesObject {
  subjects?: { kind: string; name: string; namespace?: string }[];
}

/** Namespaces of projects that OpenShift makes on one cluster, because Greenroom's account asks for them. */
export class ProjectRequests {
  readonly #cluster: string;
  readonly #client: KubeClient;
  readonly #made: ProjectNamespaces;

  /** @param client - Greenroom's own account, while it may write */
  constructor(
    cluster: { name: string; projectNamespaces?: ProjectNamespaces },
    client: KubeClient,
  ) {
    this.#cluster = cluster.name;
    this.#made = cluster.projectNamespaces ?? 'Namespace';
    this.#client = client;
  }

  /** Whether Greenroom asks for namespaces here at all. */
  get asks(): boolean {
    return this.#made === 'ProjectRequest';
  }

  /**
   * Asks OpenShift for a namespace. Answers what is there then, which is
   * somebody else's when the name was taken; undefined where an apply makes it.
   *
   * @throws ObjectError about the request
   */
  async make(
    { kind, metadata: { name, annotations } }: Manifest['object'],
    signal: AbortSignal,
  ): Promise<LiveObject | undefined> {
    if (!this.asks || kind !== NAMESPACES.kind) return undefined;
    try {
      return await this.#client.request<KubernetesObject>({
        method: 'POST',
        verb: 'create',
        path: REQUESTS.path,
        body: {
          apiVersion: REQUESTS.apiVersion,
          kind: REQUESTS.kind,
          metadata: { name },
          displayName: annotations?.[ANNOTATION_DISPLAY_NAME],
          description: annotations?.[ANNOTATION_DESCRIPTION],
        },
        signal,
      });
    } catch (error) {
      const taken =
        isAlreadyExists(error) &&
        (await liveObject(this.#client, NAMESPACES, { name }, signal));
      if (taken) return taken;
      throw new ObjectError(
        `${REQUESTS.kind} ${name}`,
        isNotServed(error) ? this.#notServed() : error,
      );
    }
  }

  /**
   * Whether an object is the one of this row, also when a request for it is all
   * that was done so far. Where Greenroom asks for none, what an account has
   * asked for is somebody's: of who uses the same one.
   */
  async isOurs(
    row: InventoryRow,
    live: LiveObject,
    signal: AbortSignal,
  ): Promise<boolean> {
    return (
      isOurs(row, live) ||
      (this.asks &&
        row.kind === NAMESPACES.kind &&
        !row.uid &&
        (await isRequestedByUs(this.#client, live, signal)))
    );
  }

  /**
   * To be called when a namespace has become a project's. OpenShift made
   * whoever asked its administrator, who could read Secrets; what Greenroom
   * does there, it does as the project's identity.
   */
  async giveUpRights(
    { kind, metadata }: KubernetesObject,
    signal: AbortSignal,
  ): Promise<void> {
    if (kind !== NAMESPACES.kind) return;
    const account = await requesterIfUs(this.#client, { metadata }, signal);
    if (account === undefined) return;
    const namespace = metadata.name;
    const bindings = this.#client.list<RoleBinding>(ROLE_BINDINGS, {
      namespace,
      signal,
    });
    for await (const binding of bindings) {
      if (isOnlyFor(account, binding)) {
        await this.#remove(namespace, binding, signal);
      }
    }
  }

  /** The shipped policy lets Greenroom do so where the label of projects is, which was set a moment ago. */
  async #remove(
    namespace: string,
    { metadata: { name, uid } }: RoleBinding,
    signal: AbortSignal,
  ): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    const remove = () =>
      this.#client.delete(ROLE_BINDINGS, { namespace, name }, { uid, signal });
    try {
      await untilAllowed(
        remove,
        async error =>
          isForbidden(error) &&
          !isRefusedByRbac(error) &&
          performance.now() < until,
        signal,
      );
    } catch (error) {
      if (!isNotFound(error)) {
        throw new ObjectError(`RoleBinding ${namespace}/${name}`, error);
      }
    }
  }

  #notServed(): NotOfferedError {
    const { apiVersion, kind } = REQUESTS;
    return new NotOfferedError(
      `Cluster '${
        this.#cluster
      }' does not serve ${kind} of ${apiVersion}, which greenroom.clusters.${
        this.#cluster
      }.projectNamespaces asks for`,
    );
  }
}

/**
 * Whether OpenShift made a namespace because our own account asked for it, and
 * nobody has used it since. That is all that tells after a crash right behind
 * the request, which carries no nonce.
 */
export async function isRequestedByUs(
  client: KubeClient,
  live: LiveObject,
  signal: AbortSignal,
): Promise<boolean> {
  const { labels, annotations } = live.metadata;
  return (
    labels?.[LABEL_PROJECT] === undefined &&
    annotations?.[ANNOTATION_NONCE] === undefined &&
    (await requesterIfUs(client, live, signal)) !== undefined
  );
}

/** Our own account, where it is who asked for the namespace. */
async function requesterIfUs(
  client: KubeClient,
  { metadata: { annotations } }: LiveObject,
  signal: AbortSignal,
): Promise<string | undefined> {
  const requester = annotations?.[REQUESTER];
  if (!requester) return undefined;
  const account = await accountOf(client, signal);
  return requester === account ? account : undefined;
}

/** Who we are, as the API server and its admission policies know us. */
async function accountOf(
  client: KubeClient,
  signal: AbortSignal,
): Promise<string> {
  const apiVersion = 'authentication.k8s.io/v1';
  const { status } = await client.request<{
    status: { userInfo: { username: string } };
  }>({
    method: 'POST',
    verb: 'create',
    path: `/apis/${apiVersion}/selfsubjectreviews`,
    body: { apiVersion, kind: 'SelfSubjectReview' },
    signal,
  });
  return status.userInfo.username;
}

/** Not that something named is missing, such as the template of projects. */
function isNotServed(error: unknown): boolean {
  return isNotFound(error) && error.details?.name === undefined;
}

function isOnlyFor(account: string, { subjects = [] }: RoleBinding): boolean {
  return (
    subjects.length > 0 &&
    subjects.every(
      ({ kind, name, namespace }) =>
        account ===
        (kind === 'ServiceAccount'
          ? `system:serviceaccount:${namespace}:${name}`
          : kind === 'User' && name),
    )
  );
}
