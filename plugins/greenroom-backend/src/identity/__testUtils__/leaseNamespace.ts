import { KubeClient } from '@greenroom/controller-runtime';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** Makes a namespace in which Greenroom's account may have its Lease, with the rights that `accounts.yaml` gives in the usual one. */
export async function makeLeaseNamespace(
  kubectl: KubeClient,
  namespace: string,
): Promise<void> {
  const post = (path: string, body: object) =>
    kubectl.request({ method: 'POST', path, body });
  await post('/api/v1/namespaces', { metadata: { name: namespace } });
  const rbac = `${RBAC}/namespaces/${namespace}`;
  await post(`${rbac}/roles`, {
    metadata: { name: 'identity' },
    rules: [
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        verbs: ['create'],
      },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: ['greenroom'],
        verbs: ['get', 'patch'],
      },
    ],
  });
  await post(`${rbac}/rolebindings`, {
    metadata: { name: 'identity' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Role',
      name: 'identity',
    },
    subjects: [
      {
        kind: 'ServiceAccount',
        name: 'greenroom',
        namespace: 'greenroom-system',
      },
    ],
  });
}
