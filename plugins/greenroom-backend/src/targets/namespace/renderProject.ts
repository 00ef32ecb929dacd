import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  Manifest,
  ManifestSet,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { assetLabels, displayAnnotations } from '../../render/labels';
import { owned, retained } from '../../render/manifest';
import { WORKLOAD_ACCOUNT } from '../../render/pod';

/** The ResourceQuota of a project. */
export const QUOTA_NAME = 'greenroom-quota';

/** Pods that do not pass `restricted` are refused, warned of and audited. */
const POD_SECURITY = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
  'pod-security.kubernetes.io/audit': 'restricted',
};

/** The namespace, its tier's quota, and the account without rights that workloads run as. */
export function renderProject(
  project: Declaration<'Project'>,
  { namespace, resolved: { tier } }: RenderContext,
): ManifestSet {
  const labels = assetLabels(project);
  return [
    retained({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: { ...labels, ...POD_SECURITY },
        annotations: displayAnnotations(project.spec),
      },
    }),
    ...quota(namespace, labels, tier?.quota),
    owned({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: WORKLOAD_ACCOUNT, namespace, labels },
      automountServiceAccountToken: false,
    }),
  ];
}

function quota(
  namespace: string,
  labels: Record<string, string>,
  hard: Record<string, string> = {},
): Manifest[] {
  if (!Object.keys(hard).length) return [];
  return [
    owned({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: QUOTA_NAME, namespace, labels },
      spec: { hard },
    }),
  ];
}
