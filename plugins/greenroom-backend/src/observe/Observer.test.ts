import { mockServices } from '@backstage/backend-test-utils';
import {
  Interest,
  ObservedKind,
  Seen,
  seenMetadata,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  ApiResource,
  Discovery,
  KubeClient,
} from '@greenroom/controller-runtime';
import {
  adminClient,
  testCluster,
  uniqueNamespace,
} from '@greenroom/devcluster';
import { eventually } from '../reconcile/__testUtils__/EngineHarness';
import { Observer } from './Observer';

jest.setTimeout(60_000);

/** A group of this run's own: definitions have no namespace, and tests share a cluster. */
const GROUP = `${uniqueNamespace()}.greenroom.dev`;

const stages: ObservedKind<Seen> = {
  apiVersion: `${GROUP}/v1`,
  kind: 'Stage',
  labels: ['play'],
  project: object => ({ kind: 'Stage', metadata: seenMetadata(object) }),
};

const resource = (
  apiVersion: string,
  kind: string,
  plural: string,
): ApiResource => {
  const [group, version] = apiVersion.split('/');
  const namespaced = kind === 'Stage';
  return { apiVersion, group, version, kind, plural, namespaced, verbs: [] };
};
const CRDS = resource(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  'customresourcedefinitions',
);
const STAGES = resource(stages.apiVersion, stages.kind, 'stages');

const stageCrd = {
  apiVersion: CRDS.apiVersion,
  kind: CRDS.kind,
  metadata: { name: `stages.${GROUP}` },
  spec: {
    group: GROUP,
    scope: 'Namespaced',
    names: { kind: 'Stage', plural: 'stages', singular: 'stage' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object' } },
      },
    ],
  },
};

const hamlet: Interest = {
  apiVersion: stages.apiVersion,
  kind: stages.kind,
  namespace: 'default',
  by: { label: 'play', value: 'hamlet' },
};

describe('Observer', () => {
  let kubectl: KubeClient;
  const stopping = new AbortController();

  beforeAll(async () => {
    kubectl = adminClient(await testCluster());
  }, 120_000);

  afterAll(async () => {
    stopping.abort();
    await kubectl?.close();
  });

  function observer(
    discovery: Discovery,
    on: { concern?(ids: ReadonlySet<string>): void; health?(): void } = {},
  ): Observer {
    return new Observer({
      client: kubectl,
      discovery,
      kinds: [stages],
      logger: mockServices.logger.mock(),
      onConcern: ids => on.concern?.(ids),
      onObject: () => {},
      onHealth: () => on.health?.(),
    });
  }

  it('follows kinds as their definitions come and go, and tells whom a change concerns', async () => {
    const concerned: string[] = [];
    const stale = new Set<string | undefined>();
    const discovery = new Discovery(kubectl);
    const observes = observer(discovery, {
      concern: ids => concerned.push(...ids),
      health: () => stale.add(observes.staleSince([hamlet])),
    });
    discovery.start({ signal: stopping.signal });
    observes.start(stopping.signal);
    const seen = observes.track('declaration', [hamlet]);
    expect(observes.staleSince([hamlet])).toBeDefined();
    await eventually(async () => expect(observes.settled).toBe(true));
    expect(seen.known(stages)).toBe(false);
    expect(observes.staleSince([hamlet])).toBeUndefined();

    stale.clear();
    await kubectl.create(CRDS, stageCrd);
    await eventually(async () => expect(seen.known(stages)).toBe(true));
    // Nothing of it was held before, so nothing was ever shown as old.
    expect([...stale]).toEqual([undefined]);

    // Who starts now knows nothing of what may have been there for long.
    const late = observer(discovery);
    late.start(stopping.signal);
    expect(late.staleSince([hamlet])).toBeDefined();
    await eventually(async () =>
      expect(late.staleSince([hamlet])).toBeUndefined(),
    );

    for (const [name, play] of [
      ['ghost', 'hamlet'],
      ['storm', 'tempest'],
    ]) {
      await kubectl.create(STAGES, {
        apiVersion: stages.apiVersion,
        kind: stages.kind,
        metadata: { name, namespace: 'default', labels: { play } },
      } as Parameters<KubeClient['create']>[1]);
    }
    await eventually(async () => {
      expect(
        observes.collection(stages)?.get('default', 'storm'),
      ).toBeDefined();
      expect(seen.all(stages)).toMatchObject([{ metadata: { name: 'ghost' } }]);
    });
    expect(concerned).toEqual(['declaration']);

    await kubectl.delete(CRDS, { name: stageCrd.metadata.name });
    await eventually(async () => expect(seen.known(stages)).toBe(false));
    expect(seen.all(stages)).toEqual([]);
  });
});
