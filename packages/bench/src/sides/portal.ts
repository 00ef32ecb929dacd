import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetes from '@backstage/plugin-kubernetes-backend';
import greenroom from '@greenroom/backstage-plugin-greenroom-backend';
import { kubernetesId } from '@greenroom/backstage-plugin-greenroom-common';
import { ClusterConnection } from '@greenroom/controller-runtime';
import { serve } from '../rig/side';

const OWNER = 'group:default/bench';
const STANDARD = { version: '1', lifecycle: 'supported', owner: OWNER };

let portal: Awaited<ReturnType<typeof startTestBackend>> | undefined;
let origin: string;

async function put(path: string, spec: object): Promise<void> {
  const answer = await fetch(`${origin}/api/greenroom/v1/assets/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ spec }),
  });
  if (!answer.ok) throw new Error(`PUT ${path}: ${await answer.text()}`);
}

/** The entity of a workbench, as the Kubernetes plugin reads it. */
function entityOf(name: string): Entity {
  const [namespace, workbench] = name.split('/');
  const id = kubernetesId({ kind: 'Workbench', name: workbench });
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: workbench,
      namespace,
      annotations: { 'backstage.io/kubernetes-id': id },
    },
    spec: { type: 'workbench', owner: OWNER },
  };
}

/** A Backstage backend in which Greenroom and P3, the Kubernetes plugin, run side by side on one cluster. */
const methods = {
  /** Its address. The catalog has the entities of these workbenches, `project/name`. */
  async start(cluster: ClusterConnection, names: string[]): Promise<string> {
    const { name, server, ca = '' } = cluster;
    const token = `${cluster.token}`;
    portal = await startTestBackend({
      features: [
        greenroom,
        kubernetes,
        catalogServiceMock.factory({ entities: names.map(entityOf) }),
        mockServices.rootLogger.factory({ level: 'warn' }),
        mockServices.rootConfig.factory({
          data: {
            kubernetes: {
              serviceLocatorMethod: { type: 'multiTenant' },
              clusterLocatorMethods: [
                {
                  type: 'config',
                  clusters: [
                    {
                      name,
                      url: server,
                      caData: Buffer.from(ca).toString('base64'),
                      authProvider: 'serviceAccount',
                      serviceAccountToken: token,
                      skipMetricsLookup: true,
                    },
                  ],
                },
              ],
            },
            greenroom: {
              installation: { id: 'bench' },
              // One caller makes them all.
              limits: { writesPerMinute: 100_000 },
              clusters: { [name]: { serviceAccountToken: token } },
              standards: {
                projectTiers: [{ ...STANDARD, name: 'open', quota: {} }],
                workbenchImages: [
                  {
                    ...STANDARD,
                    name: 'minimal',
                    ref: 'registry.example.org/workbench:1',
                  },
                ],
                hardwareProfiles: [
                  {
                    ...STANDARD,
                    name: 'small',
                    cpu: { default: '100m' },
                    memory: { default: '128Mi' },
                  },
                ],
              },
            },
          },
        }),
      ],
    });
    origin = `http://127.0.0.1:${portal.server.port()}`;
    return origin;
  },

  /** Declares workbenches, `project/name`, and their projects through the API. */
  async declare(names: string[]): Promise<void> {
    for (const project of new Set(names.map(name => name.split('/')[0]))) {
      await put(`Project/${project}/${project}`, {
        owner: OWNER,
        title: project,
        tier: 'open',
      });
    }
    for (const name of names) {
      await put(`Workbench/${name}`, {
        image: { name: 'minimal' },
        hardware: { profile: 'small' },
      });
    }
  },
};

export type PortalSide = typeof methods;

serve(methods, async () => {
  await portal?.stop();
});
