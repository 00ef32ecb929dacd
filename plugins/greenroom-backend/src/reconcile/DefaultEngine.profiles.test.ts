import {
  HardwareProfile,
  plainSite,
  standards as standardsSchema,
} from '@greenroom/backstage-plugin-greenroom-common';
import { KubeClient, KubernetesObject } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { offeredIn, withClusters } from '../standards';
import { builtInTargets } from '../targets';
import { serveKinds, unserveKinds } from './__testUtils__/crds';
import { engineBench } from './__testUtils__/engineBench';
import {
  CLUSTER,
  EngineHarness,
  eventually,
  RESOURCES,
} from './__testUtils__/EngineHarness';
import { named, ready } from './faults/__testUtils__/assets';

jest.setTimeout(180_000);

/** A new kind is found, listed and watched, with pauses after what failed. */
const PATIENCE_MS = 60_000;

const API = 'infrastructure.opendatahub.io/v1';
const PROFILES = named(API, 'HardwareProfile', 'hardwareprofiles');
const NOTEBOOKS = named('kubeflow.org/v1', 'Notebook', 'notebooks');

const aProfile = (namespace: string, name: string) =>
  ({
    apiVersion: API,
    kind: 'HardwareProfile',
    metadata: {
      name,
      namespace,
      annotations: { 'opendatahub.io/display-name': 'Small' },
    },
    spec: {
      identifiers: [
        {
          identifier: 'cpu',
          displayName: 'CPU',
          defaultCount: '100m',
          minCount: '50m',
          maxCount: 2,
        },
        {
          identifier: 'memory',
          displayName: 'Memory',
          defaultCount: '128Mi',
          minCount: '64Mi',
        },
      ],
      scheduling: {
        type: 'Node',
        node: { tolerations: [{ key: 'team', operator: 'Exists' }] },
      },
    },
  } as KubernetesObject);

describe('DefaultEngine, on a cluster with HardwareProfiles', () => {
  const shared = uniqueNamespace('dashboard');
  const ns = uniqueNamespace('profiles');
  let kubectl: KubeClient;
  let harness: EngineHarness;
  // Before the bench registers its own: they close the client.
  afterAll(async () => {
    await unserveKinds(kubectl, [PROFILES]);
    await kubectl.delete(RESOURCES.namespaces, { name: shared });
  });
  const bench = engineBench();

  beforeAll(async () => {
    kubectl = bench.kubectl;
    harness = await bench.engine({
      site: { ...plainSite, openDataHub: { namespaces: [shared] } },
    });
    await harness.restart(builtInTargets);
    await ready(harness, await harness.project(ns));
    await serveKinds(kubectl, [PROFILES]);
    await kubectl.create(RESOURCES.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: shared },
    });
  });

  const offeredTo = (namespace: string): HardwareProfile[] =>
    offeredIn(harness.engine.standards(), { cluster: CLUSTER, namespace })
      .hardwareProfiles;
  const namesIn = (namespace: string) =>
    offeredTo(namespace)
      .map(({ name }) => name)
      .sort();
  const until = (check: () => void) =>
    eventually(async () => check(), PATIENCE_MS);

  it('offers them where they are meant, from when they come until they go', async () => {
    await until(() => expect(namesIn(ns)).toEqual([]));
    await kubectl.create(PROFILES, aProfile(shared, 'everybody'));
    await kubectl.create(PROFILES, aProfile(ns, 'ours'));
    await kubectl.create(PROFILES, {
      ...aProfile(ns, 'unreadable'),
      spec: { identifiers: 'none' },
    });
    await until(() => expect(namesIn(ns)).toEqual(['everybody', 'ours']));
    await until(() => expect(namesIn('elsewhere')).toEqual(['everybody']));

    await kubectl.delete(PROFILES, { namespace: ns, name: 'ours' });
    await until(() => expect(namesIn(ns)).toEqual(['everybody']));
  });

  it('has the Notebook say which it was made with, and leaves it alone when that changes', async () => {
    const made = await kubectl.create(PROFILES, aProfile(shared, 'chosen'));
    await until(() => expect(namesIn(ns)).toEqual(['chosen', 'everybody']));
    const profile = offeredTo(ns).find(({ name }) => name === 'chosen');
    const workbench = await harness.workbench(
      ns,
      'explore',
      { hardware: { profile: 'chosen' } },
      { profile },
    );
    await ready(harness, workbench);

    const live = () => harness.exists(NOTEBOOKS, ns, 'explore');
    expect(await live()).toMatchObject({
      metadata: {
        annotations: {
          'opendatahub.io/hardware-profile-name': 'chosen',
          'opendatahub.io/hardware-profile-namespace': shared,
          'opendatahub.io/hardware-profile-resource-version':
            made.metadata.resourceVersion,
        },
      },
      spec: {
        template: {
          spec: { tolerations: [{ key: 'team', operator: 'Exists' }] },
        },
      },
    });

    // Once its profile has changed, and it has been looked at again.
    const applied = () =>
      harness.requests.filter(
        ({ verb, path }) =>
          verb === 'apply' && path.endsWith('/notebooks/explore'),
      );
    expect(applied()).toHaveLength(1);
    await kubectl.mergePatch(
      PROFILES,
      { namespace: shared, name: 'chosen' },
      { spec: { scheduling: { node: { nodeSelector: { other: 'yes' } } } } },
    );
    await until(() =>
      expect(
        offeredTo(ns).find(({ name }) => name === 'chosen')?.nodeSelector,
      ).toMatchObject({ other: 'yes' }),
    );
    harness.engine.enqueue(workbench);
    await ready(
      harness,
      await harness.workbench(
        ns,
        'beside',
        { hardware: { profile: 'chosen' } },
        { profile },
      ),
    );
    expect(applied()).toHaveLength(1);
    expect((await harness.status(workbench))?.pendingUpdate).toBeUndefined();
  });

  it('proposes the one that a Notebook of others names', async () => {
    const { metadata } = await kubectl.create(NOTEBOOKS, {
      apiVersion: 'kubeflow.org/v1',
      kind: 'Notebook',
      metadata: {
        name: 'theirs',
        namespace: ns,
        annotations: { 'opendatahub.io/hardware-profile-name': 'everybody' },
      },
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'theirs',
                image: 'registry.example.org/a:1',
                resources: { requests: { cpu: '1', memory: '128Mi' } },
              },
            ],
          },
        },
      },
    } as KubernetesObject);
    const place = { cluster: CLUSTER, namespace: ns };
    const configured = standardsSchema.parse({
      hardwareProfiles: [
        { name: 'small', cpu: { default: '1' }, memory: { default: '128Mi' } },
      ],
    });
    await eventually(async () => {
      const all = withClusters(configured, harness.engine.standards());
      const { spec } = await harness.engine.propose(
        { cluster: CLUSTER, id: metadata.uid! },
        offeredIn(all, place),
      );
      expect(spec).toMatchObject({
        hardware: { profile: 'everybody', cpu: '1' },
      });
    }, PATIENCE_MS);
  });
});
