import {
  isBeyondController,
  Notebook,
  serviceOf,
  statefulSetName,
  statefulSetOf,
} from './objects';
import { notebookStatus } from './status';

const notebook = (annotations: Record<string, string> = {}): Notebook => ({
  apiVersion: 'kubeflow.org/v1',
  kind: 'Notebook',
  metadata: {
    name: 'explore',
    namespace: 'fraud',
    uid: 'u1',
    labels: { team: 'fraud' },
    annotations: { 'example.org/note': 'kept', ...annotations },
  },
  spec: { template: { spec: { containers: [{ name: 'explore' }] } } },
});

describe('statefulSetOf', () => {
  it('runs one pod with the defaults of the real controller', () => {
    expect(statefulSetOf(notebook(), undefined)).toMatchObject({
      metadata: { ownerReferences: [{ uid: 'u1', controller: true }] },
      spec: {
        replicas: 1,
        template: {
          metadata: {
            labels: { team: 'fraud', 'notebook-name': 'explore' },
            annotations: { 'example.org/note': 'kept' },
          },
          spec: {
            securityContext: { fsGroup: 100 },
            containers: [
              {
                workingDir: '/home/jovyan',
                ports: [{ containerPort: 8888 }],
                env: [{ name: 'NB_PREFIX', value: '/notebook/fraud/explore' }],
              },
            ],
          },
        },
      },
    });
  });

  it('runs none when the stop annotation is present, even if empty', () => {
    expect(
      statefulSetOf(notebook({ 'kubeflow-resource-stopped': '' }), undefined),
    ).toMatchObject({ spec: { replicas: 0 } });
  });

  it('lets edited labels wait for the next start or stop', () => {
    const existing = {
      ...statefulSetOf(notebook(), undefined),
      spec: {
        replicas: 1,
        template: { metadata: { labels: { 'notebook-name': 'explore' } } },
      },
    };
    expect(statefulSetOf(notebook(), existing)).toMatchObject({
      spec: {
        template: { metadata: { labels: { 'notebook-name': 'explore' } } },
      },
    });
  });

  it('never passes edited annotations on', () => {
    const existing = statefulSetOf(notebook(), undefined);
    const edited = notebook({ 'example.org/note': 'edited' });
    const template = {
      metadata: { annotations: { 'example.org/note': 'kept' } },
    };
    expect(statefulSetOf(edited, existing)).toMatchObject({
      spec: { template },
    });
    const stopping = notebook({
      'example.org/note': 'edited',
      'kubeflow-resource-stopped': '',
    });
    expect(statefulSetOf(stopping, existing)).toMatchObject({
      spec: { template },
    });
  });

  it('leaves what the Notebook says of its own', () => {
    const own = notebook();
    own.spec.template.spec.securityContext = { runAsNonRoot: true };
    own.spec.template.spec.containers[0].env = [
      { name: 'NB_PREFIX', value: '/own' },
    ];
    const { spec } = statefulSetOf(own, undefined) as {
      spec?: { template?: { spec?: object } };
    };
    expect(spec?.template?.spec).toMatchObject({
      securityContext: { runAsNonRoot: true },
      containers: [{ env: [{ name: 'NB_PREFIX', value: '/own' }] }],
    });
    expect(spec?.template?.spec).not.toHaveProperty('securityContext.fsGroup');
  });

  it('does not copy annotations about notebooks to the pod', () => {
    const { spec } = statefulSetOf(
      notebook({ 'notebooks.opendatahub.io/inject-auth': 'true' }),
      undefined,
    ) as { spec?: { template?: { metadata?: { annotations?: object } } } };
    expect(spec?.template?.metadata?.annotations).toEqual({
      'example.org/note': 'kept',
    });
  });
});

describe('statefulSetName', () => {
  const named = (length: number, labels = {}): Notebook => {
    const { metadata, ...rest } = notebook();
    const name = 'n'.repeat(length);
    const uid = '8d4b2c1a-0000-4000-8000-000000000000';
    return { ...rest, metadata: { ...metadata, name, uid, labels } };
  };

  it('is that of the Notebook up to 52 characters, and one of its own beyond', () => {
    expect(statefulSetName(named(52))).toBe('n'.repeat(52));
    expect(statefulSetName(named(53))).toBe('nb-8d4b2');
  });

  it('is not to be had for a long name with labels', () => {
    expect(isBeyondController(named(53))).toBe(false);
    expect(isBeyondController(named(53, { team: 'fraud' }))).toBe(true);
    expect(isBeyondController(named(52, { team: 'fraud' }))).toBe(false);
  });
});

describe('serviceOf', () => {
  it('leads from port 80 to the notebook', () => {
    expect(serviceOf(notebook())).toMatchObject({
      spec: { ports: [{ port: 80, targetPort: 8888 }] },
    });
  });
});

describe('notebookStatus', () => {
  const now = new Date('2026-08-01T10:00:00.500Z');

  it('is empty without a pod, stopped or refused alike', () => {
    expect(notebookStatus(notebook(), undefined, undefined, now)).toEqual({
      conditions: [],
      containerState: {},
      readyReplicas: 0,
    });
  });

  it('copies the conditions of the pod, and again only when they change', () => {
    const at = '2026-08-01T09:59:00Z';
    const pod = (status: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'explore-0' },
      status: {
        conditions: [
          {
            type: 'Ready',
            status,
            lastProbeTime: null,
            lastTransitionTime: at,
          },
        ],
        containerStatuses: [
          { name: 'beside', state: { waiting: {} } },
          { name: 'explore', state: { running: { startedAt: at } } },
        ],
      },
    });
    const first = notebookStatus(notebook(), undefined, pod('False'), now);
    const condition = {
      type: 'Ready',
      status: 'False',
      lastProbeTime: '2026-08-01T10:00:00Z',
      lastTransitionTime: at,
    };
    expect(first).toMatchObject({
      conditions: [condition],
      containerState: { running: { startedAt: at } },
    });
    const later = new Date('2026-08-01T10:05:00Z');
    const copied = { ...notebook(), status: { conditions: [condition] } };
    expect(notebookStatus(copied, undefined, pod('False'), later)).toEqual(
      first,
    );
    expect(notebookStatus(copied, undefined, pod('True'), later)).toMatchObject(
      { conditions: [{ lastProbeTime: '2026-08-01T10:05:00Z' }] },
    );
  });
});
