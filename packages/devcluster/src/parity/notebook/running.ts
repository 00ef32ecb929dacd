import { failing } from '../Bench';
import { Scenario } from '../Scenario';
import { isReady, notebook, podOf, read, ready } from './notebooks';

/** How a Notebook runs, and what its status says of it. */
export const running: Scenario[] = [
  {
    name: 'starts: StatefulSet, pod NAME-0 with its labels and annotations, Service 80, readiness in the status',
    async run(bench) {
      await bench.create(
        notebook('start', {
          labels: { team: 'a' },
          annotations: {
            'example.org/note': 'kept',
            'notebooks.opendatahub.io/last-image-selection': 'left',
          },
        }),
      );
      const { metadata } = await ready(bench, 'start');
      expect(metadata.labels).toMatchObject({
        team: 'a',
        'notebook-name': 'start',
        statefulset: 'start',
        'opendatahub.io/workbenches': 'true',
      });
      expect(metadata.annotations).toMatchObject({
        'example.org/note': 'kept',
      });
      expect(Object.keys(metadata.annotations ?? {})).not.toContain(
        'notebooks.opendatahub.io/last-image-selection',
      );
      expect(metadata.ownerReferences).toMatchObject([
        { kind: 'StatefulSet', name: 'start', controller: true },
      ]);
      expect(await bench.get('v1', 'Service', 'start')).toMatchObject({
        spec: {
          ports: [{ name: 'http-notebook', port: 80, targetPort: 8888 }],
          selector: { statefulset: 'start' },
        },
      });
    },
  },
  {
    name: 'adds prefix, port, group and working directory where the Notebook has none',
    async run(bench) {
      await bench.create(notebook('plain'));
      expect(await ready(bench, 'plain')).toMatchObject({
        spec: {
          securityContext: { fsGroup: 100 },
          containers: [
            {
              workingDir: '/home/jovyan',
              ports: [{ name: 'notebook-port', containerPort: 8888 }],
              env: [
                {
                  name: 'NB_PREFIX',
                  value: `/notebook/${bench.namespace}/plain`,
                },
              ],
            },
          ],
        },
      });
    },
  },
  {
    name: 'leaves a prefix, port, security context and working directory as they are',
    async run(bench) {
      await bench.create(
        notebook('own', {
          pod: { securityContext: { runAsNonRoot: true } },
          container: {
            workingDir: '/work',
            ports: [{ containerPort: 8080 }],
            env: [{ name: 'NB_PREFIX', value: '/own' }],
          },
        }),
      );
      const pod = await ready(bench, 'own');
      expect(pod).toMatchObject({
        spec: {
          securityContext: { runAsNonRoot: true },
          containers: [
            {
              workingDir: '/work',
              ports: [{ containerPort: 8080 }],
              env: [{ name: 'NB_PREFIX', value: '/own' }],
            },
          ],
        },
      });
      expect(pod).not.toHaveProperty('spec.securityContext.fsGroup');
      expect(await bench.get('v1', 'Service', 'own')).toMatchObject({
        spec: { ports: [{ port: 80, targetPort: 8080 }] },
      });
    },
  },
  {
    name: 'copies the conditions of the pod, and knows no observedGeneration',
    async run(bench) {
      await bench.create(notebook('mirror'));
      const pod = await ready(bench, 'mirror');
      const seen = await read(bench, 'mirror');
      const conditions = pod.status?.conditions ?? [];
      expect(conditions.map(({ type }) => type).sort()).toEqual([
        'ContainersReady',
        'Initialized',
        'PodReadyToStartContainers',
        'PodScheduled',
        'Ready',
      ]);
      expect(seen?.status).toEqual({
        readyReplicas: 1,
        containerState: { running: { startedAt: expect.any(String) } },
        conditions: conditions.map(({ type, status, lastTransitionTime }) => ({
          type,
          status,
          lastTransitionTime,
          lastProbeTime: expect.any(String),
        })),
      });
    },
  },
  {
    name: 'leaves the container state empty unless a container bears its name',
    async run(bench) {
      await bench.create(notebook('other', { container: { name: 'main' } }));
      const seen = await bench.eventually(() => read(bench, 'other'), isReady);
      expect(seen?.status?.containerState).toEqual({});
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
    name: 'says of a gated pod, as Kueue gates them, only that it is not scheduled',
    async run(bench) {
      await bench.create(
        notebook('gated', {
          pod: { schedulingGates: [{ name: 'example.org/queue' }] },
        }),
      );
      await bench.eventually(
        () => podOf(bench, 'gated'),
        pod => pod !== undefined,
      );
      const seen = await bench.eventually(
        () => read(bench, 'gated'),
        candidate => Boolean(candidate?.status?.conditions?.length),
      );
      expect(seen?.status).toMatchObject({
        readyReplicas: 0,
        containerState: {},
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'SchedulingGated',
          },
        ],
      });
    },
  },
  {
    name: 'makes nothing of a hardware profile that its annotations name',
    async run(bench) {
      await bench.create(
        notebook('profile', {
          annotations: {
            'opendatahub.io/hardware-profile-name': 'large',
            'opendatahub.io/hardware-profile-namespace': bench.namespace,
          },
          container: { resources: undefined },
        }),
      );
      const pod = await ready(bench, 'profile');
      expect(pod).toMatchObject({ spec: { containers: [{ resources: {} }] } });
      expect(pod).not.toHaveProperty('spec.containers.0.resources.requests');
      expect(pod).not.toHaveProperty('spec.nodeSelector');
    },
  },
];
