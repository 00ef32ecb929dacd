import {
  KubernetesObject,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  aCluster,
  aConnection,
  aModelServer,
  aProject,
  aRenderContext,
  aWorkbench,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { KubeClient } from '@greenroom/controller-runtime';
import { testCluster, uniqueNamespace } from '@greenroom/devcluster';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { builtInTargets } from '.';
import { renderProject } from './namespace/renderProject';

const namespace = uniqueNamespace('admitted');
const context = aRenderContext({
  namespace,
  cluster: {
    ...aCluster(),
    exposure: { hostSuffix: 'wb.example.org', via: { type: 'ingress' } },
  },
  resolved: resolvedStandards({
    authentication: 'token',
    // A tier that sets all that there is.
    tier: {
      ...resolvedStandards().tier!,
      limits: {
        min: { cpu: '10m' },
        defaultRequest: { cpu: '100m', memory: '128Mi' },
        default: { cpu: '1', memory: '1Gi' },
        max: { cpu: '96', memory: '900Gi' },
      },
      pullSecrets: ['registry'],
      caBundle: { configMap: 'company-ca', key: 'ca-bundle.crt' },
      proxy: { http: 'http://proxy.example.org:3128' },
      mirrors: { pip: 'https://pip.example.org/simple' },
    },
  }),
});
const declarations = {
  Project: aProject({ project: namespace, name: namespace }),
  Workbench: aWorkbench({
    project: namespace,
    spec: { git: { url: 'https://git.example.org/a.git', secret: 'git' } },
  }),
  ModelServer: aModelServer({ project: namespace }),
  Connection: aConnection({ project: namespace }),
};
let client: KubeClient;

const PLURALS: Record<string, string> = {
  HorizontalPodAutoscaler: 'horizontalpodautoscalers',
  NetworkPolicy: 'networkpolicies',
  Ingress: 'ingresses',
};

/** Server-side apply that refuses unknown fields, and answers what admission warns of. */
async function apply(object: KubernetesObject, dryRun: boolean) {
  const { apiVersion, kind, metadata } = object;
  const plural = PLURALS[kind] ?? `${kind.toLowerCase()}s`;
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  const scope = metadata.namespace ? `/namespaces/${metadata.namespace}` : '';
  return client.request({
    method: 'PATCH',
    path: `/${root}/${apiVersion}${scope}/${plural}/${metadata.name}`,
    query: {
      fieldManager: 'greenroom',
      fieldValidation: 'Strict',
      ...(dryRun && { dryRun: 'All' }),
    },
    contentType: 'application/apply-patch+yaml',
    body: object,
  });
}

/** The pod that a workload's template makes. */
function podOf({ kind, metadata, spec }: KubernetesObject) {
  const { template } = (spec ?? {}) as { template?: { spec?: object } };
  return template?.spec
    ? [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: `${kind.toLowerCase()}-${metadata.name}`,
            namespace,
          },
          spec: template.spec,
        },
      ]
    : [];
}

beforeAll(async () => {
  const { adminKubeconfig, server, ca } = await testCluster();
  const { users } = parse(readFileSync(adminKubeconfig, 'utf8'));
  const { token } = users[0].user;
  client = new KubeClient({ name: 'dev', server, ca, token });
  for (const { object } of renderProject(declarations.Project, context)) {
    await apply(object, false);
  }
}, 120_000);

afterAll(async () => {
  await client?.close();
});

it.each(builtInTargets.map((target): [string, Target] => [target.id, target]))(
  'the apiserver knows every field that target %s renders, and its Pod Security admits the pods',
  async (_id, target) => {
    const objects = target
      .render(declarations[target.kind], context)
      .map(({ object }) => object);
    for (const object of [...objects, ...objects.flatMap(podOf)]) {
      await expect(apply(object, true)).resolves.toMatchObject({
        kind: object.kind,
      });
    }
  },
  30_000,
);
