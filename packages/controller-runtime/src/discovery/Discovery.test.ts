import { KubeClient } from '../transport';
import { FakeClock } from '../testing';
import { FakeApiServer, Interceptor } from '../testing/FakeApiServer';
import { until } from '../testing/until';
import { Discovery } from './Discovery';

const crdPath =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.org';

const aCrd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.org' },
};

describe('Discovery', () => {
  let server: FakeApiServer;
  let client: KubeClient;
  let clock: FakeClock;
  let groups: Record<string, { freshness?: string; kinds: string[] }>;
  let aggregated: boolean;
  let broken: string[];
  let stop: AbortController;
  let errors: Error[];

  const make = () =>
    new Discovery(client, { clock, onError: error => errors.push(error) });

  const aggregatedAnswer = (names: string[]) => ({
    kind: 'APIGroupDiscoveryList',
    items: names.map(group => ({
      metadata: { name: group },
      versions: [
        {
          version: 'v1',
          freshness: groups[group].freshness ?? 'Current',
          resources: groups[group].kinds.map(kind => ({
            resource: `${kind.toLowerCase()}s`,
            responseKind: { group, version: 'v1', kind },
            scope: 'Namespaced',
            verbs: ['list', 'watch'],
          })),
        },
      ],
    })),
  });

  const legacyAnswer = (group: string) => ({
    kind: 'APIResourceList',
    resources: groups[group].kinds.flatMap(kind => [
      {
        name: `${kind.toLowerCase()}s`,
        kind,
        namespaced: true,
        verbs: ['list'],
      },
      { name: `${kind.toLowerCase()}s/status`, kind, namespaced: true },
    ]),
  });

  const answerTo = (path: string): object | undefined => {
    const named = Object.keys(groups).filter(name => name);
    if (path === '/api') {
      return aggregated ? aggregatedAnswer(['']) : { kind: 'APIVersions' };
    }
    if (path === '/apis') {
      return aggregated
        ? aggregatedAnswer(named)
        : {
            kind: 'APIGroupList',
            groups: named.map(name => ({
              versions: [{ groupVersion: `${name}/v1` }],
            })),
          };
    }
    const group =
      path === '/api/v1' ? '' : path.match(/^\/apis\/([^/]+)\/v1$/)?.[1];
    return group === undefined ? undefined : legacyAnswer(group);
  };

  const discoveryAnswers: Interceptor = ({ path }, response) => {
    const answer = answerTo(path);
    const fails = broken.some(part => path.includes(part));
    if (answer) {
      response.writeHead(fails ? 503 : 200, {
        'content-type': 'application/json',
      });
      response.end(JSON.stringify(answer));
    }
    return answer !== undefined;
  };

  const reads = () =>
    server.requests.filter(({ path }) => path === '/apis').length;

  beforeEach(async () => {
    server = await new FakeApiServer().start();
    clock = new FakeClock();
    client = new KubeClient({ name: 'test', server: server.url }, { clock });
    groups = {
      '': { kinds: ['Pod'] },
      apps: { kinds: ['StatefulSet'] },
      'metrics.k8s.io': { kinds: ['PodMetrics'] },
    };
    aggregated = true;
    broken = [];
    stop = new AbortController();
    errors = [];
    server.intercept(discoveryAnswers);
  });

  afterEach(async () => {
    stop.abort();
    await client.close();
    await server.stop();
  });

  it.each([true, false])(
    'finds what is served (aggregated: %p)',
    async offered => {
      aggregated = offered;
      const discovery = make();
      await discovery.refresh();
      expect(discovery.resource('apps/v1', 'StatefulSet')).toMatchObject({
        group: 'apps',
        version: 'v1',
        plural: 'statefulsets',
        namespaced: true,
      });
      expect(discovery.resource('v1', 'Pod')).toMatchObject({
        apiVersion: 'v1',
        group: '',
        plural: 'pods',
      });
      expect(discovery.serves('apps/v1', 'Pod')).toBe(false);
      expect([...discovery.resources()]).toHaveLength(3);
      expect(server.requests).toHaveLength(offered ? 2 : 5);
    },
  );

  it.each([true, false])(
    'keeps what it knew of a group that is down, and all others (aggregated: %p)',
    async offered => {
      aggregated = offered;
      const discovery = make();
      await discovery.refresh();
      groups['metrics.k8s.io'] = { freshness: 'Stale', kinds: [] };
      groups.apps.kinds.push('Deployment');
      broken = ['/apis/metrics.k8s.io'];
      await discovery.refresh();
      expect(discovery.serves('metrics.k8s.io/v1', 'PodMetrics')).toBe(true);
      expect(discovery.degraded).toEqual(['metrics.k8s.io/v1']);
      expect(discovery.serves('apps/v1', 'Deployment')).toBe(true);

      delete groups['metrics.k8s.io'];
      await discovery.refresh();
      expect(discovery.serves('metrics.k8s.io/v1', 'PodMetrics')).toBe(false);
      expect(discovery.degraded).toEqual([]);
    },
  );

  it('tells of changes, and only of changes', async () => {
    const discovery = make();
    const listener = jest.fn();
    const forget = discovery.onChange(listener);
    await Promise.all([discovery.refresh(), discovery.refresh()]);
    expect(reads()).toBe(1);
    await discovery.refresh();
    expect(listener).toHaveBeenCalledTimes(1);
    forget();
    groups.apps.kinds.push('Deployment');
    await discovery.refresh();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('notices a CRD that comes, soon after it came', async () => {
    const discovery = make();
    discovery.start({ signal: stop.signal });
    await until(() => server.watches === 1 && discovery.serves('v1', 'Pod'));
    expect(reads()).toBe(1);

    server.put(crdPath, aCrd);
    groups['example.org'] = { kinds: ['Widget'] };
    await eventually(
      () => discovery.serves('example.org/v1', 'Widget'),
      10_000,
    );
    // The server may publish late, so there are more looks, ever later.
    for (const [kind, withinMs] of [
      ['Gadget', 5_000],
      ['Gizmo', 10_000],
      ['Gear', 20_000],
    ] as const) {
      groups['example.org'].kinds.push(kind);
      await eventually(
        () => discovery.serves('example.org/v1', kind),
        withinMs,
      );
    }
    expect(errors).toEqual([]);
  });

  it('reads every half minute where it may not watch CRDs', async () => {
    server.intercept(({ path }, response) => {
      const crds = path.includes('customresourcedefinitions');
      if (crds) {
        response.writeHead(403);
        response.end();
      }
      return crds;
    });
    const discovery = make();
    discovery.start({ signal: stop.signal });
    await until(() => discovery.serves('v1', 'Pod') && errors.length === 1);
    groups.apps.kinds.push('Deployment');
    await eventually(() => discovery.serves('apps/v1', 'Deployment'), 31_000);
    expect(errors[0]).toMatchObject({ status: 403 });
  });

  it('keeps what it knows while the server is down', async () => {
    const discovery = make();
    discovery.start({ signal: stop.signal });
    await until(() => discovery.serves('v1', 'Pod'));
    broken = ['/api'];
    await expect(discovery.refresh()).rejects.toMatchObject({ status: 503 });
    expect(discovery.serves('v1', 'Pod')).toBe(true);
  });

  /** Moves the clock until the condition holds, by `ms` at most. */
  async function eventually(condition: () => boolean, ms: number) {
    expect(condition()).toBe(false);
    for (let moved = 0; moved < ms && !condition(); moved += ms / 100) {
      await clock.advance(ms / 100);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    // The answer to what the clock set off takes real time, on a busy machine more.
    await until(condition);
  }
});
