import {
  Interest,
  ObservedKind,
  Seen,
  seenMetadata,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { isNotFound, KubeClient } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { assetLabels } from '../../../render/labels';
import { owned } from '../../../render/manifest';
import { statusFrame } from '../../../status/frame';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const ANYTHING = {
  openAPIV3Schema: {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
  },
};

/** A conversion webhook at an address where nobody listens. */
export const BROKEN_CONVERSION = {
  strategy: 'Webhook',
  webhook: {
    conversionReviewVersions: ['v1'],
    clientConfig: { url: 'https://127.0.0.1:1/convert' },
  },
};

export const NO_CONVERSION = { strategy: 'None', webhook: null };

/** What a CRD says of a version. */
export interface Version {
  name: string;
  served: boolean;
  storage: boolean;
}

/** A kind of a group that nobody else uses, and a target that makes a Workbench one of it. */
export class Widgets {
  readonly group = `${uniqueNamespace('widgets')}.example.org`;
  readonly apiVersion = `${this.group}/v1`;
  readonly target: Target<'Workbench'>;
  readonly #kubectl: KubeClient;
  readonly #crd = `widgets.${this.group}`;
  /** Of the ClusterRole and its binding. */
  readonly #role = `widgets-of-${this.group}`;

  /** @param kubectl - with all rights */
  constructor(kubectl: KubeClient) {
    this.#kubectl = kubectl;
    this.target = widgetWorkbench(this.apiVersion);
  }

  /** Lets Greenroom's account use the kind, whether or not it is there. */
  async permit(): Promise<void> {
    const metadata = { name: this.#role };
    await this.#post(`${RBAC}/clusterroles`, {
      metadata,
      rules: [
        {
          apiGroups: [this.group],
          resources: ['widgets'],
          verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
        },
      ],
    });
    await this.#post(`${RBAC}/clusterrolebindings`, {
      metadata,
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: this.#role,
      },
      // Greenroom's own account, which watches, and those of projects, which write.
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Group',
          name: 'system:serviceaccounts:greenroom-system',
        },
      ],
    });
  }

  install(...versions: Version[]): Promise<unknown> {
    return this.#post(CRDS, {
      metadata: { name: this.#crd },
      spec: {
        group: this.group,
        scope: 'Namespaced',
        names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
        versions: versions.map(withSchema),
      },
    });
  }

  serve(...versions: Version[]): Promise<unknown> {
    return this.#change({ versions: versions.map(withSchema) });
  }

  convert(conversion: object): Promise<unknown> {
    return this.#change({ conversion });
  }

  /** With every widget there is. */
  uninstall(): Promise<void> {
    return this.#delete(`${CRDS}/${this.#crd}`);
  }

  /** Leaves nothing of it on the cluster. */
  async cleanUp(): Promise<void> {
    await this.uninstall();
    await this.#delete(`${RBAC}/clusterrolebindings/${this.#role}`);
    await this.#delete(`${RBAC}/clusterroles/${this.#role}`);
  }

  #post(path: string, body: object): Promise<unknown> {
    return this.#kubectl.request({ method: 'POST', path, body });
  }

  #change(spec: object): Promise<unknown> {
    return this.#kubectl.request({
      method: 'PATCH',
      path: `${CRDS}/${this.#crd}`,
      contentType: 'application/merge-patch+json',
      body: { spec },
    });
  }

  async #delete(path: string): Promise<void> {
    try {
      await this.#kubectl.request({ method: 'DELETE', path });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}

function withSchema(version: Version) {
  return { ...version, schema: ANYTHING };
}

function widgetWorkbench(apiVersion: string): Target<'Workbench'> {
  const widgets: ObservedKind = {
    apiVersion,
    kind: 'Widget',
    project: (object): Seen => ({
      kind: 'Widget',
      metadata: seenMetadata(object),
    }),
  };
  return {
    id: 'widget',
    kind: 'Workbench',
    offered: cluster =>
      cluster.serves(apiVersion, 'Widget')
        ? { preference: 9 }
        : { missing: `the cluster does not serve Widget (${apiVersion})` },
    render: (workbench, { namespace }) => [
      owned({
        apiVersion,
        kind: 'Widget',
        metadata: {
          name: workbench.name,
          namespace,
          labels: assetLabels(workbench),
        },
        spec: { title: workbench.spec.title ?? '' },
      }),
    ],
    observes: [widgets],
    interests: ({ name }, { namespace }): Interest[] => [
      { apiVersion, kind: 'Widget', namespace, by: { name } },
    ],
    impact: () => 'none',
    status: (workbench, seen, context) => {
      const { appliedRevision, failure } = context;
      const done =
        seen.one(widgets, workbench.name) !== undefined &&
        appliedRevision >= workbench.revision;
      const unfailed = done ? 'Ready' : 'Pending';
      return {
        ...statusFrame(workbench, context, failure ? 'Failed' : unfailed),
        conditions: [],
        explanation: failure && {
          reason: failure.type,
          summary: failure.message,
          chain: [{ object: failure.object }],
          fixes: [],
        },
        steps: [],
        endpoints: [],
      };
    },
  };
}
