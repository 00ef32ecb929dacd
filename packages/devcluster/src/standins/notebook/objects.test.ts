import { Notebook, serviceOf, statefulSetOf } from './objects';
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

describe('serviceOf', () => {
  it('leads from port 80 to the notebook', () => {
    expect(serviceOf(notebook())).toMatchObject({
      spec: { ports: [{ port: 80, targetPort: 8888 }] },
    });
  });
});

describe('notebookStatus', () => {
  it('is empty without a pod, stopped or refused alike', () => {
    expect(notebookStatus(notebook(), undefined, undefined)).toEqual({
      conditions: [],
      containerState: {},
      readyReplicas: 0,
    });
  });
});
