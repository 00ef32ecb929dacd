import {
  aProject,
  aRenderContext,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { renderProject } from './renderProject';

describe('renderProject', () => {
  it('makes the namespace, its quota and the account of the workloads', () => {
    const [namespace, quota, account] = renderProject(
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
    ).toEqual(['Namespace', 'ServiceAccount']);
  });
});
