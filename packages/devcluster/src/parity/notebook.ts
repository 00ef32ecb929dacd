import { KubernetesObject } from '@greenroom/controller-runtime';
import { Condition, Pod, Workload } from '../standins/objects';
import { Bench, failing } from './Bench';
import { Scenario } from './Scenario';

const API = 'kubeflow.org/v1';
const STOPPED = 'kubeflow-resource-stopped';

interface Notebook extends KubernetesObject {
  status?: {
    readyReplicas?: number;
    containerState?: { running?: object; waiting?: { reason?: string } };
    conditions?: Condition[];
  };
}

const notebook = (
  name: string,
  options: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  } = {},
): KubernetesObject => ({
  apiVersion: API,
  kind: 'Notebook',
  metadata: { name, ...options },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name,
            image: 'quay.io/example/notebook:1',
            resources: { requests: { cpu: '100m', memory: '128Mi' } },
          },
        ],
      },
    },
  },
});

const read = (bench: Bench, name: string) =>
  bench.get<Notebook>(API, 'Notebook', name);
const isReady = (seen: Notebook | undefined) =>
  seen?.status?.readyReplicas === 1 &&
  Boolean(seen.status.containerState?.running);

/** What Greenroom relies on of the Notebook controller. */
export const notebookScenarios: Scenario[] = [
  {
    name: 'starts: StatefulSet, pod NAME-0, Service 80, readiness in the status',
    async run(bench) {
      await bench.create(notebook('start', { labels: { team: 'a' } }));
      const seen = await bench.eventually(() => read(bench, 'start'), isReady);
      expect(
        seen?.status?.conditions?.find(({ type }) => type === 'Ready'),
      ).toMatchObject({ status: 'True' });
      const pod = await bench.get<Pod>('v1', 'Pod', 'start-0');
      expect(pod?.metadata.labels).toMatchObject({
        'notebook-name': 'start',
        team: 'a',
      });
      expect(pod?.metadata.ownerReferences).toMatchObject([
        { kind: 'StatefulSet', name: 'start', controller: true },
      ]);
      expect(await bench.get('v1', 'Service', 'start')).toMatchObject({
        spec: { ports: [{ port: 80, targetPort: 8888 }] },
      });
    },
  },
  {
    name: 'stops on the annotation and starts when it is gone',
    async run(bench) {
      await bench.create(notebook('cycle'));
      await bench.eventually(() => read(bench, 'cycle'), isReady);
      await bench.annotate(API, 'Notebook', 'cycle', {
        [STOPPED]: '2026-01-01T00:00:00Z',
      });
      const stopped = await bench.eventually(
        () => read(bench, 'cycle'),
        seen => seen?.status?.readyReplicas === 0,
      );
      await bench.eventually(
        () => bench.get('v1', 'Pod', 'cycle-0'),
        pod => pod === undefined,
      );
      expect(stopped?.status?.containerState?.running).toBeUndefined();
      await bench.annotate(API, 'Notebook', 'cycle', { [STOPPED]: null });
      await bench.eventually(() => read(bench, 'cycle'), isReady);
    },
  },
  {
    name: 'shows an image that cannot be pulled in the container state',
    async run(bench) {
      await bench.create(
        notebook('image', { labels: failing('image-pull-failure') }),
      );
      await bench.eventually(
        () => read(bench, 'image'),
        seen =>
          /ImagePull/.test(seen?.status?.containerState?.waiting?.reason ?? ''),
      );
    },
  },
  {
    name: 'tells a quota refusal only by events, reissued on the Notebook',
    async run(bench) {
      await bench.create({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'none' },
        spec: { hard: { pods: '0' } },
      });
      await bench.create(notebook('refused'));
      const events = await bench.eventually(
        () => bench.list<KubernetesObject>('v1', 'Event'),
        seen =>
          seen.some(
            ({ involvedObject, message }) =>
              (involvedObject as { kind?: string; name?: string }).kind ===
                'Notebook' &&
              /^Reissued from statefulset\/refused: .*exceeded quota/.test(
                String(message),
              ),
          ),
      );
      expect(events.length).toBeGreaterThan(0);
      expect((await read(bench, 'refused'))?.status).toMatchObject({
        readyReplicas: 0,
      });
      await bench.remove('v1', 'ResourceQuota', 'none');
    },
  },
  {
    name: 'makes again what somebody deleted by hand',
    async run(bench) {
      await bench.create(notebook('healed'));
      await bench.eventually(() => read(bench, 'healed'), isReady);
      const kinds: [string, string][] = [
        ['apps/v1', 'StatefulSet'],
        ['v1', 'Service'],
      ];
      for (const [apiVersion, kind] of kinds) {
        const before = await bench.get(apiVersion, kind, 'healed');
        await bench.remove(apiVersion, kind, 'healed');
        await bench.eventually(
          () => bench.get(apiVersion, kind, 'healed'),
          seen =>
            seen !== undefined && seen.metadata.uid !== before?.metadata.uid,
        );
      }
      await bench.eventually(() => read(bench, 'healed'), isReady);
    },
  },
  {
    name: 'lets what it made go with the Notebook',
    async run(bench) {
      await bench.create(notebook('gone'));
      await bench.eventually(() => read(bench, 'gone'), isReady);
      await bench.remove(API, 'Notebook', 'gone');
      await bench.eventually(
        () => bench.get<Workload>('apps/v1', 'StatefulSet', 'gone'),
        seen => seen === undefined,
      );
    },
  },
];
