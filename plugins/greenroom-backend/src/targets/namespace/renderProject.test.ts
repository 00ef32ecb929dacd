import { ProjectTier } from '@greenroom/backstage-plugin-greenroom-common';
import { ClusterCapabilities } from '@greenroom/backstage-plugin-greenroom-node';
import {
  aCluster,
  aProject,
  aRenderContext,
  aSite,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { renderProject } from './renderProject';

describe('renderProject', () => {
  it('makes the namespace, its quota and the account of the workloads', () => {
    const [namespace, quota, network, jupyter, account] = renderProject(
      aProject(),
      aRenderContext(),
    );
    expect(namespace).toMatchObject({
      onDelete: 'retain',
      object: {
        kind: 'Namespace',
        metadata: {
          name: 'fraud',
          labels: {
            'greenroom.dev/project': 'fraud',
            'opendatahub.io/dashboard': 'true',
            'pod-security.kubernetes.io/enforce': 'restricted',
            'pod-security.kubernetes.io/warn': 'restricted',
            'pod-security.kubernetes.io/audit': 'restricted',
          },
          annotations: { 'openshift.io/display-name': 'Fraud detection' },
        },
      },
    });
    expect(quota).toMatchObject({
      onDelete: 'delete',
      object: { spec: { hard: { 'requests.nvidia.com/gpu': '8' } } },
    });
    expect(network).toMatchObject({
      onDelete: 'delete',
      object: { kind: 'NetworkPolicy' },
    });
    expect(jupyter).toMatchObject({
      onDelete: 'delete',
      object: { kind: 'ConfigMap', metadata: { name: 'greenroom-jupyter' } },
    });
    expect(account).toMatchObject({
      onDelete: 'delete',
      object: {
        kind: 'ServiceAccount',
        metadata: { name: 'greenroom-workload' },
        automountServiceAccountToken: false,
      },
    });
  });

  it('makes no quota where the tier has none', () => {
    const context = aRenderContext({
      resolved: resolvedStandards({ tier: undefined }),
    });
    expect(
      renderProject(aProject(), context).map(({ object }) => object.kind),
    ).toEqual(['Namespace', 'NetworkPolicy', 'ConfigMap', 'ServiceAccount']);
  });

  const objectOf = (
    kind: string,
    tier: Partial<ProjectTier>,
    cluster = aCluster(),
  ) =>
    renderProject(
      aProject(),
      aRenderContext({
        cluster,
        resolved: resolvedStandards({
          tier: { ...resolvedStandards().tier!, ...tier },
        }),
      }),
    ).find(({ object }) => object.kind === kind)?.object;

  it('bounds containers as the tier does, in quantities as the apiserver writes them', () => {
    expect(
      objectOf('LimitRange', {
        limits: { max: { cpu: '8000m', memory: '1024Mi' }, default: {} },
      }),
    ).toMatchObject({
      spec: {
        limits: [{ type: 'Container', max: { cpu: '8', memory: '1Gi' } }],
      },
    });
    expect(objectOf('LimitRange', { limits: { max: {} } })).toBeUndefined();
  });

  it('makes a queue where the tier names one and the cluster has Kueue', () => {
    const tier = { clusterQueue: 'gpus' };
    const both = ['v1beta1', 'v1beta2'].map(
      version => `kueue.x-k8s.io/${version}/LocalQueue`,
    );
    expect(objectOf('LocalQueue', tier)).toBeUndefined();
    expect(objectOf('LocalQueue', {}, aCluster(...both))).toBeUndefined();
    expect(
      objectOf(
        'LocalQueue',
        tier,
        aCluster('kueue.x-k8s.io/v1beta1/LocalQueue'),
      ),
    ).toMatchObject({
      apiVersion: 'kueue.x-k8s.io/v1beta1',
      metadata: { name: 'default', namespace: 'fraud' },
      spec: { clusterQueue: 'gpus' },
    });
    expect(objectOf('LocalQueue', tier, aCluster(...both))).toMatchObject({
      apiVersion: 'kueue.x-k8s.io/v1beta2',
    });
  });

  it('leaves a namespace that was there, and the pods that ran in it, as they are', () => {
    const objects = renderProject(
      aProject({ spec: { namespace: { existing: 'lab' } } }),
      aRenderContext({ namespace: 'lab' }),
    ).map(({ object }) => object);
    expect(objects.map(({ kind }) => kind)).toEqual([
      'ResourceQuota',
      'NetworkPolicy',
      'ConfigMap',
      'ServiceAccount',
    ]);
    expect(objects.map(({ metadata }) => metadata.namespace)).toEqual([
      'lab',
      'lab',
      'lab',
      'lab',
    ]);
    expect(objects[1].spec).toMatchObject({
      podSelector: { matchLabels: { 'greenroom.dev/project': 'fraud' } },
    });
  });

  it('lets in the project itself and what the cluster does for it, and nobody else', () => {
    const network = (namespaces: string[], addresses: string[] = []) => ({
      ...aCluster(),
      site: aSite({ network: { namespaces, addresses } }),
    });
    const from = (cluster: ClusterCapabilities) =>
      objectOf('NetworkPolicy', {}, cluster)?.spec;
    const policy = (peers: object[]) => ({
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: {} }, ...peers] }],
    });
    expect(from(network([]))).toEqual(policy([]));
    expect(from(network(['kubeflow'], ['10.0.0.0/24']))).toEqual(
      policy([
        {
          namespaceSelector: {
            matchExpressions: [
              {
                key: 'kubernetes.io/metadata.name',
                operator: 'In',
                values: ['kubeflow'],
              },
            ],
          },
        },
        { ipBlock: { cidr: '10.0.0.0/24' } },
      ]),
    );
    const openShift = aCluster(
      'security.openshift.io/v1/SecurityContextConstraints',
    );
    expect(from({ ...network([]), serves: openShift.serves })).toEqual(
      policy([
        {
          namespaceSelector: {
            matchLabels: {
              'policy-group.network.openshift.io/host-network': '',
            },
          },
        },
      ]),
    );
  });
});
