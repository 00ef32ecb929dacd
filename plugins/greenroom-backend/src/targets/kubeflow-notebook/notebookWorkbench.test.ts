import {
  aCluster,
  aRenderContext,
  aSite,
  aWorkbench,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { notebookWorkbench } from './notebookWorkbench';

describe('notebookWorkbench', () => {
  const [claim, notebook] = notebookWorkbench.render(
    aWorkbench({ count: 2 }),
    aRenderContext(),
  );

  it('keeps the volume when the workbench goes', () => {
    expect(claim).toMatchObject({
      onDelete: 'retain',
      object: {
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'explore-work' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '20Gi' } },
        },
      },
    });
  });

  it('renders the Notebook as Open Data Hub’s dashboard would, with the scheduling that its webhook would add', () => {
    const amounts = { cpu: '8', memory: '64Gi', 'nvidia.com/gpu': '2' };
    expect(notebook).toMatchObject({
      onDelete: 'delete',
      object: {
        apiVersion: 'kubeflow.org/v1',
        kind: 'Notebook',
        metadata: {
          name: 'explore',
          labels: {
            app: 'explore',
            'opendatahub.io/odh-managed': 'true',
            'backstage.io/kubernetes-id': 'workbench-explore',
          },
          annotations: {
            'openshift.io/display-name': 'Explore',
          },
        },
        spec: {
          template: {
            spec: {
              nodeSelector: {
                'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB',
              },
              tolerations: [
                {
                  key: 'nvidia.com/gpu',
                  operator: 'Exists',
                  effect: 'NoSchedule',
                },
              ],
              containers: [
                {
                  name: 'explore',
                  image: 'registry.example.org/workbench/pytorch:2026.2',
                  workingDir: '/opt/app-root/src',
                  ports: [{ name: 'notebook-port', containerPort: 8888 }],
                  resources: { requests: amounts, limits: amounts },
                  readinessProbe: {
                    httpGet: { path: '/notebook/fraud/explore/api' },
                  },
                  env: expect.arrayContaining([
                    { name: 'NB_PREFIX', value: '/notebook/fraud/explore' },
                  ]),
                  volumeMounts: [
                    { name: 'storage-work', mountPath: '/opt/app-root/src' },
                    { name: 'shm', mountPath: '/dev/shm' },
                    {
                      name: 'greenroom-jupyter',
                      mountPath: '/etc/greenroom/jupyter',
                    },
                  ],
                },
              ],
            },
          },
        },
      },
    });
  });

  it('says which HardwareProfile and ImageStream of the cluster were chosen, and waits in the queue', () => {
    const { image, profile } = resolvedStandards();
    const resolved = resolvedStandards({
      profile: {
        ...profile!,
        queue: { name: 'team' },
        origin: { namespace: 'opendatahub', resourceVersion: '42' },
      },
      image: {
        ...image!,
        origin: { namespace: 'opendatahub', commit: '8e73cac' },
      },
    });
    const metadataOf = (context: Parameters<typeof aRenderContext>[0]) =>
      notebookWorkbench
        .render(aWorkbench(), aRenderContext(context))
        .find(({ object }) => object.kind === 'Notebook')!.object.metadata;
    expect(metadataOf({ resolved })).toMatchObject({
      labels: { 'kueue.x-k8s.io/queue-name': 'team' },
      annotations: {
        'opendatahub.io/hardware-profile-name': 'nvidia-a100',
        'opendatahub.io/hardware-profile-namespace': 'opendatahub',
        'opendatahub.io/hardware-profile-resource-version': '42',
        'notebooks.opendatahub.io/last-image-selection': 'pytorch:2026.2',
        'opendatahub.io/workbench-image-namespace': 'opendatahub',
        'notebooks.opendatahub.io/last-image-version-git-commit-selection':
          '8e73cac',
      },
    });
    expect(JSON.stringify(metadataOf({}))).not.toMatch(
      /hardware-profile|queue-name|image-selection|image-namespace|git-commit/,
    );
  });

  it('says whose it is, where one person owns it and the cluster knows them', () => {
    const site = aSite({
      members: { user: '{name}@example.org', identities: {} },
    });
    const annotations = (owner: string) =>
      notebookWorkbench
        .render(
          aWorkbench({ owner }),
          aRenderContext({ cluster: { ...aCluster(), site } }),
        )
        .find(({ object }) => object.kind === 'Notebook')?.object.metadata
        .annotations;
    expect(annotations('user:default/dana')).toMatchObject({
      'opendatahub.io/username': 'dana@example.org',
    });
    for (const owner of ['group:default/fraud', 'user:other/dana']) {
      expect(annotations(owner)).not.toHaveProperty([
        'opendatahub.io/username',
      ]);
    }
  });

  it('leaves Jupyter’s own token on', () => {
    expect(JSON.stringify(notebook)).not.toContain('ServerApp.token');
  });

  it.each([
    ['start', { 'kubeflow-resource-stopped': null }],
    ['stop', { 'kubeflow-resource-stopped': '2026-08-01T10:00:00Z' }],
    ['restart', { 'notebooks.opendatahub.io/notebook-restart': 'true' }],
  ] as const)('%ss by an annotation', (operation, annotations) => {
    expect(
      notebookWorkbench.operate?.(
        operation,
        aWorkbench(),
        { project: 'fraud', namespace: 'fraud', cluster: aCluster() },
        new Date('2026-08-01T10:00:00.123Z'),
      ),
    ).toEqual([
      {
        apiVersion: 'kubeflow.org/v1',
        kind: 'Notebook',
        name: 'explore',
        patch: { metadata: { annotations } },
      },
    ]);
  });
});
