import { OwnExposure } from '@greenroom/backstage-plugin-greenroom-node';
import { ApiResource, KubeClient } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { serveKinds, unserveKinds } from './__testUtils__/crds';
import { engineBench } from './__testUtils__/engineBench';
import { EngineHarness } from './__testUtils__/EngineHarness';
import { named, ready } from './faults/__testUtils__/assets';

jest.setTimeout(180_000);

const ROUTES = named('route.openshift.io/v1', 'Route', 'routes');
const HTTP_ROUTES = named(
  'gateway.networking.k8s.io/v1',
  'HTTPRoute',
  'httproutes',
);

const ways: [string, ApiResource, OwnExposure['via'], object][] = [
  [
    'the Gateway API',
    HTTP_ROUTES,
    { type: 'gateway', name: 'public', namespace: 'gateways' },
    { parentRefs: [{ name: 'public', namespace: 'gateways' }] },
  ],
  [
    'a Route of OpenShift',
    ROUTES,
    { type: 'route' },
    { tls: { termination: 'edge' } },
  ],
];

describe('DefaultEngine, on a cluster that lets browsers in', () => {
  let kubectl: KubeClient;
  // Before the bench registers its own: they close the client.
  afterAll(() => unserveKinds(kubectl, [ROUTES, HTTP_ROUTES]));
  const bench = engineBench();

  beforeAll(async () => {
    kubectl = bench.kubectl;
    await serveKinds(kubectl, [ROUTES, HTTP_ROUTES]);
  });

  it.each(ways)(
    'opens a workbench by %s, as its project’s identity, and closes it again',
    async (_, resource, via, spec) => {
      const harness: EngineHarness = await bench.engine({
        exposure: { hostSuffix: 'wb.example.org', via },
      });
      await harness.engine.start();
      const ns = uniqueNamespace('exposed');
      await ready(harness, await harness.project(ns));
      const workbench = await harness.workbench(
        ns,
        'explore',
        {},
        { authentication: 'token' },
      );
      await ready(harness, workbench);

      const host = `explore-${workbench.id.slice(0, 8)}.wb.example.org`;
      const status = await harness.status(workbench);
      expect(status?.endpoints).toContainEqual({
        kind: 'workbench',
        url: `https://${host}/notebook/${ns}/explore/`,
        reachableFrom: 'browser',
      });
      const made = await harness.exists(resource, ns, 'explore');
      expect(made).toMatchObject({ spec });
      expect(JSON.stringify(made?.spec)).toContain(host);

      await harness.remove(workbench, true);
      await harness.until(workbench, seen => seen === undefined);
      expect(await harness.exists(resource, ns, 'explore')).toBeUndefined();
    },
  );
});
