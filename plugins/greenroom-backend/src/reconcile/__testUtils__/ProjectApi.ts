import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  ApiError,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { testCertificate } from '@greenroom/controller-runtime/testing';
import { uniqueNamespace } from '@greenroom/devcluster';
import { eventually } from './EngineHarness';

const GROUP = 'project.openshift.io';
const VERSION = `${GROUP}/v1`;
const SERVED = `/apis/${VERSION}`;
const API_SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';
const NAME = `v1.${GROUP}`;
const RBAC = 'rbac.authorization.k8s.io';

interface ProjectRequest {
  metadata: { name: string };
  displayName?: string;
  description?: string;
}

/** Which project was made, and who asked for it. */
export interface Made {
  name: string;
  user: string;
}

/** The first one is that of the default template. */
function bindings(user: string) {
  const [, , namespace, name] = user.split(':');
  const requester = { apiGroup: RBAC, kind: 'User', name: user };
  const group = { apiGroup: RBAC, kind: 'Group', name: 'platform' };
  const account = { kind: 'ServiceAccount', namespace, name };
  const binding = (title: string, role: string, ...subjects: object[]) => ({
    metadata: { name: title },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects,
  });
  return [
    binding('admin', 'admin', requester),
    binding('editor', 'edit', account),
    binding('viewers', 'view', requester, group),
  ];
}

const resourceList = {
  apiVersion: 'v1',
  kind: 'APIResourceList',
  groupVersion: VERSION,
  resources: [
    {
      name: 'projectrequests',
      singularName: 'projectrequest',
      kind: 'ProjectRequest',
      namespaced: false,
      // Its list tells whether the caller may ask.
      verbs: ['create', 'list'],
    },
  ],
};

function failure(code: number, reason: string, message: string) {
  const status = 'Failure';
  return { apiVersion: 'v1', kind: 'Status', status, code, reason, message };
}

/**
 * Stands in for the part of OpenShift's API server that makes projects, behind
 * the aggregation of a real control plane: that one asks RBAC whether somebody
 * may ask, and says who does. It does what the default project template does, and
 * what one of a platform team may do besides.
 */
export class ProjectApi {
  readonly made: Made[] = [];
  /** In whose words OpenShift refuses for now, if it does. */
  refusal?: string;
  readonly #kubectl: KubeClient;
  readonly #namespace = uniqueNamespace('projects');
  readonly #server: Server;

  private constructor(kubectl: KubeClient) {
    this.#kubectl = kubectl;
    this.#server = createServer(testCertificate, (request, response) => {
      void this.#serve(request, response);
    });
  }

  /** Resolves when the cluster serves projects. */
  static async start(kubectl: KubeClient): Promise<ProjectApi> {
    const api = new ProjectApi(kubectl);
    api.#server.listen(0, '127.0.0.1');
    await once(api.#server, 'listening');
    await api.#register((api.#server.address() as AddressInfo).port);
    return api;
  }

  /** The cluster serves no projects any more. */
  async stop(): Promise<void> {
    await this.#send('DELETE', `${API_SERVICES}/${NAME}`);
    await this.#send('DELETE', `/api/v1/namespaces/${this.#namespace}`);
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  madeOf(name: string): Made[] {
    return this.made.filter(each => each.name === name);
  }

  async #register(port: number): Promise<void> {
    const namespace = this.#namespace;
    await this.#send('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
    await this.#send('POST', `/api/v1/namespaces/${namespace}/services`, {
      metadata: { name: 'projects' },
      spec: { type: 'ExternalName', externalName: 'localhost' },
    });
    await this.#send('POST', API_SERVICES, {
      metadata: { name: NAME },
      spec: {
        group: GROUP,
        version: 'v1',
        service: { namespace, name: 'projects', port },
        // It does not leave the machine.
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 9_900,
        versionPriority: 15,
      },
    });
    await eventually(async () => {
      const { resources } = await this.#send<{ resources: unknown[] }>(
        'GET',
        SERVED,
      );
      expect(resources).toHaveLength(1);
    });
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const { pathname } = new URL(request.url ?? '', 'https://localhost');
    try {
      if (request.method === 'GET' && pathname === SERVED) {
        answer(200, resourceList);
      } else if (pathname === `${SERVED}/projectrequests`) {
        const user = String(request.headers['x-remote-user']);
        const body: ProjectRequest = JSON.parse(await text(request));
        answer(201, await this.#make(body, user));
      } else {
        answer(404, failure(404, 'NotFound', 'not found'));
      }
    } catch (error) {
      const { status, body } = error as ApiError;
      answer(status ?? 500, body ?? failure(500, 'InternalError', `${error}`));
    }
  }

  async #make(
    { metadata: { name }, displayName, description }: ProjectRequest,
    user: string,
  ): Promise<KubernetesObject> {
    if (this.refusal !== undefined) {
      const body = failure(403, 'Forbidden', this.refusal);
      throw Object.assign(new Error(this.refusal), { status: 403, body });
    }
    const made = await this.#send<KubernetesObject>(
      'POST',
      '/api/v1/namespaces',
      {
        metadata: {
          name,
          annotations: {
            'openshift.io/description': description ?? '',
            'openshift.io/display-name': displayName ?? '',
            'openshift.io/requester': user,
          },
        },
      },
    );
    for (const binding of bindings(user)) {
      await this.#send(
        'POST',
        `/apis/${RBAC}/v1/namespaces/${name}/rolebindings`,
        binding,
      );
    }
    this.made.push({ name, user });
    return { ...made, apiVersion: VERSION, kind: 'Project' };
  }

  #send<T>(method: string, path: string, body?: object): Promise<T> {
    return this.#kubectl.request<T>({ method, path, body });
  }
}
