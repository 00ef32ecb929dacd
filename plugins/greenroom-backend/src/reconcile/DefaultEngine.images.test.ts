import { KubeClient, KubernetesObject } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { serveKinds, unserveKinds } from './__testUtils__/crds';
import { engineBench } from './__testUtils__/engineBench';
import { CLUSTER, eventually, RESOURCES } from './__testUtils__/EngineHarness';
import { named } from './faults/__testUtils__/assets';

jest.setTimeout(180_000);

/** A new kind is found, listed and watched, with pauses after what failed. */
const PATIENCE_MS = 60_000;

const STREAMS = named('image.openshift.io/v1', 'ImageStream', 'imagestreams');

describe('DefaultEngine, on a cluster with ImageStreams', () => {
  const ns = uniqueNamespace('images');
  let kubectl: KubeClient;
  // Before the bench registers its own: they close the client.
  afterAll(async () => {
    await unserveKinds(kubectl, [STREAMS]);
    await kubectl.delete(RESOURCES.namespaces, { name: ns });
  });
  const bench = engineBench();
  beforeAll(() => {
    kubectl = bench.kubectl;
  });

  it('offers those of workbenches, from when they come until they go', async () => {
    const { engine } = await bench.engine();
    await engine.start();
    expect(engine.standards().workbenchImages).toEqual([]);

    await serveKinds(kubectl, [STREAMS]);
    await kubectl.create(RESOURCES.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: ns },
    });
    for (const [name, labels] of [
      ['pytorch', { 'opendatahub.io/notebook-image': 'true' }],
      ['database', {}],
    ] as const) {
      await kubectl.create(STREAMS, {
        apiVersion: 'image.openshift.io/v1',
        kind: 'ImageStream',
        metadata: { name, namespace: ns, labels },
        spec: {
          tags: [
            {
              name: '2025.2',
              from: { kind: 'DockerImage', name: 'quay.io/example/a:2025.2' },
            },
          ],
        },
      } as KubernetesObject);
    }
    await eventually(
      async () =>
        expect(engine.standards().workbenchImages).toMatchObject([
          { name: 'pytorch', version: '2025.2', cluster: CLUSTER },
        ]),
      PATIENCE_MS,
    );

    await kubectl.delete(STREAMS, { namespace: ns, name: 'pytorch' });
    await eventually(
      async () => expect(engine.standards().workbenchImages).toEqual([]),
      PATIENCE_MS,
    );
  });
});
