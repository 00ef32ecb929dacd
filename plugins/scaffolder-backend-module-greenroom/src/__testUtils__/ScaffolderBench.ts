import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { PLATFORM_STANDARDS } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import {
  ApiResource,
  Discovery,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { FaultProxy } from '@greenroom/controller-runtime/testing';
import {
  adminClient,
  DevCluster,
  testCluster,
  uniqueNamespace,
} from '@greenroom/devcluster';
import { scaffolderModuleGreenroom } from '../module';

const TEMPLATES = resolve(__dirname, '../../../../templates/all.yaml');
const PATIENCE_MS = 60_000;

/** Kinds that come and go by themselves and say nothing about what was made. */
const PASSING = ['Event', 'Lease'];

/** Where Greenroom writes whose the cluster is. */
const LEASE = { namespace: 'greenroom-system', name: 'greenroom' };

/** How a task ended, or that the scaffolder did not begin it. */
export interface TaskEnd {
  status: 'refused' | 'failed' | 'completed' | 'cancelled';
  /** Fields that the refusal names, as the API calls them: `spec.env[0].name`, `name`. */
  fields: string[];
  /** Everything that was said of it. */
  text: string;
}

/** What the scaffolder says of a parameter that its template does not admit. */
interface SchemaError {
  property: string;
  name: string;
  instance: unknown;
  stack: string;
}

/** A Backstage with the scaffolder, the catalog and Greenroom, on a real control plane, with the templates of the project. */
export class ScaffolderBench {
  /** With all rights, and not Greenroom: a stranger's hand. */
  readonly kubectl: KubeClient;
  /** What Greenroom says to the cluster. */
  readonly proxy: FaultProxy;
  readonly #backend: TestBackend;
  readonly #discovery: Discovery;

  private constructor(
    backend: TestBackend,
    kubectl: KubeClient,
    proxy: FaultProxy,
  ) {
    this.#backend = backend;
    this.kubectl = kubectl;
    this.proxy = proxy;
    this.#discovery = new Discovery(kubectl);
  }

  static async open(databases: TestDatabases): Promise<ScaffolderBench> {
    const cluster = await testCluster();
    const proxy = await FaultProxy.to(cluster);
    const backend = await startBackend(cluster, proxy.url, databases);
    const bench = new ScaffolderBench(backend, adminClient(cluster), proxy);
    await bench.#discovery.refresh();
    await bench.until(
      async () =>
        (
          await bench.send('GET', '/catalog/entities?filter=kind=template')
        ).body.length === 4,
    );
    return bench;
  }

  /** Ends it, and leaves the cluster to other tests as it was. */
  async close(): Promise<void> {
    await this.#backend.stop();
    await this.proxy.stop();
    const lease = this.#resource('coordination.k8s.io/v1', 'Lease');
    await this.kubectl.delete(lease, LEASE);
    await this.kubectl.close();
  }

  /** Removes assets with their data, the last first, and waits until they have gone. */
  async remove(...paths: string[]): Promise<void> {
    for (const path of paths.reverse()) {
      const asset = `/greenroom/v1/assets/${path}`;
      await this.send('DELETE', `${asset}?deleteData=true`);
      await this.until(
        async () => (await this.send('GET', asset)).status === 404,
      );
    }
  }

  /** @param path - after `/api` */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(
      `http://localhost:${this.#backend.server.port()}/api${path}`,
      {
        method,
        headers: {
          authorization: mockCredentials.user.header('user:default/dana'),
          'content-type': 'application/json',
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      },
    );
    const text = await response.text();
    return {
      status: response.status,
      text,
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      body: (/^[[{]/.test(text) ? JSON.parse(text) : undefined) as any,
    };
  }

  /** Runs a template to its end, as somebody does who does not care for its form. */
  async run(
    template: string,
    values: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<TaskEnd> {
    const templateRef = `template:default/${template}`;
    const begun = await this.send(
      'POST',
      '/scaffolder/v2/tasks',
      { templateRef, values },
      headers,
    );
    if (begun.status !== 201) {
      const errors: SchemaError[] = begun.body.errors ?? [];
      return {
        status: 'refused',
        fields: errors.map(fieldOf),
        text: `${begun.status} ${errors.map(({ stack }) => stack).join('; ')}`,
      };
    }
    const task = `/scaffolder/v2/tasks/${begun.body.id}`;
    let status = 'processing';
    await this.until(async () => {
      status = (await this.send('GET', task)).body.status;
      return !['open', 'processing'].includes(status);
    });
    const { body: events } = await this.send('GET', `${task}/events`);
    const text = (
      events as { body: { message: string; error?: { message: string } } }[]
    )
      .flatMap(({ body }) => [body.message, body.error?.message ?? ''])
      .join('\n');
    const named = [
      ...text.matchAll(
        /(?:could not be declared:|Template record key) (\S+) /g,
      ),
    ].map(([, field]) => field);
    return {
      status: status as TaskEnd['status'],
      fields: [...new Set(named)],
      text,
    };
  }

  /** All declarations, as `Kind:project/name`. */
  async assets(): Promise<string[]> {
    const { body } = await this.send('GET', '/greenroom/v1/assets?limit=500');
    return body.items
      .map((item: { kind: string; project: string; name: string }) =>
        [item.kind, `${item.project}/${item.name}`].join(':'),
      )
      .sort();
  }

  /** Entities of a namespace of the catalog, as `Kind/name`. */
  async entities(namespace: string): Promise<string[]> {
    const { body } = await this.send(
      'GET',
      `/catalog/entities?filter=metadata.namespace=${namespace}`,
    );
    return (body as KubernetesObject[])
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
      .sort();
  }

  /** Everything in a namespace of the cluster, as `Kind/name`. */
  async objects(namespace: string): Promise<string[]> {
    const found = new Set<string>();
    for (const resource of this.#discovery.resources()) {
      const { namespaced, verbs, kind } = resource;
      if (namespaced && verbs.includes('list') && !PASSING.includes(kind)) {
        for await (const { metadata } of this.kubectl.list(resource, {
          namespace,
          metadataOnly: true,
        })) {
          found.add(`${kind}/${metadata.name}`);
        }
      }
    }
    return [...found].sort();
  }

  /** An object as it is on the cluster. */
  object(
    apiVersion: string,
    kind: string,
    ref: { namespace?: string; name: string },
  ): Promise<KubernetesObject> {
    return this.kubectl.get(this.#resource(apiVersion, kind), ref);
  }

  create(object: KubernetesObject): Promise<KubernetesObject> {
    const { apiVersion, kind } = object;
    return this.kubectl.create(this.#resource(apiVersion, kind), object);
  }

  delete(
    apiVersion: string,
    kind: string,
    ref: { namespace?: string; name: string },
  ): Promise<unknown> {
    return this.kubectl.delete(this.#resource(apiVersion, kind), ref);
  }

  #resource(apiVersion: string, kind: string): ApiResource {
    const resource = this.#discovery.resource(apiVersion, kind);
    if (!resource) throw new Error(`There is no ${apiVersion} ${kind}`);
    return resource;
  }

  async until(holds: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`Not so: ${holds}`);
      await delay(100);
    }
  }
}

/** What a schema does not admit by name is the value that it complains of; all else it finds at a path. */
function fieldOf({ property, name, instance }: SchemaError): string {
  const path =
    property === 'instance' && name === 'enum'
      ? `${instance}`
      : property.replace(/^instance\.?/, '');
  return path === 'name' || path === 'project' ? path : `spec.${path}`;
}

/** One for all plugins, which hear of each other by it. */
const bus = mockServices.events();
const events = createServiceFactory({
  service: eventsServiceRef,
  deps: {},
  factory: () => bus,
});

const signals = createServiceFactory({
  service: signalsServiceRef,
  deps: {},
  factory: () => ({ publish: async () => {} }),
});

function startBackend(
  cluster: DevCluster,
  url: string,
  databases: TestDatabases,
): Promise<TestBackend> {
  // The default ones keep a test from ending.
  const database = createServiceFactory({
    service: coreServices.database,
    // One for each plugin.
    deps: { plugin: coreServices.pluginMetadata },
    factory: async () =>
      mockServices.database({ knex: await databases.init('SQLITE_3') }),
  });
  const everything = ['Component', 'System', 'API', 'Resource', 'Location'];
  return startTestBackend({
    features: [
      import('@backstage/plugin-catalog-backend'),
      import(
        '@backstage/plugin-catalog-backend-module-scaffolder-entity-model'
      ),
      import('@greenroom/backstage-plugin-catalog-backend-module-greenroom'),
      import('@backstage/plugin-scaffolder-backend'),
      // As an app has it beside this module.
      // eslint-disable-next-line @backstage/no-mixed-plugin-imports
      import('@greenroom/backstage-plugin-greenroom-backend'),
      scaffolderModuleGreenroom,
      database,
      events,
      signals,
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            rules: [{ allow: everything }],
            locations: [
              {
                type: 'file',
                target: TEMPLATES,
                rules: [{ allow: ['Location', 'Template'] }],
              },
            ],
          },
          kubernetes: {
            clusterLocatorMethods: [
              { type: 'config', clusters: [{ name: cluster.name, url }] },
            ],
          },
          greenroom: {
            // Never that of an earlier run on the same cluster.
            installation: { id: uniqueNamespace('installation') },
            clusters: {
              [cluster.name]: {
                serviceAccountToken: cluster.accounts.greenroom.token,
                simulated: true,
              },
            },
            standards: PLATFORM_STANDARDS,
          },
        },
      }),
    ],
  });
}
