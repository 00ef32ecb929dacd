import {
  Declaration,
  ProjectTier,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  KubernetesObject,
  Manifest,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { assetLabels } from '../../render/labels';
import { owned } from '../../render/manifest';
import { canonicalQuantity } from '../../render/quantity';

/** The ResourceQuota of a project. */
export const QUOTA_NAME = 'greenroom-quota';
/** Kueue puts workloads that name no queue into the one of this name. */
const QUEUE_NAME = 'default';
/** Newest first: the first that the cluster serves is written. */
const QUEUE_VERSIONS = ['kueue.x-k8s.io/v1beta2', 'kueue.x-k8s.io/v1beta1'];

/** What a tier says of a namespace; of what it does not say there is no object. */
export function tierObjects(
  project: Declaration<'Project'>,
  { namespace, cluster, resolved: { tier } }: RenderContext,
): Manifest[] {
  if (!tier) return [];
  const labels = assetLabels(project);
  const object = (
    apiVersion: string,
    kind: string,
    name: string,
    spec: object,
  ): Manifest =>
    owned({
      apiVersion,
      kind,
      metadata: { name, namespace, labels },
      spec,
    } as KubernetesObject);
  const bounds = containerBounds(tier.limits);
  const queues = QUEUE_VERSIONS.find(version =>
    cluster.serves(version, 'LocalQueue'),
  );
  return [
    ...(Object.keys(tier.quota).length
      ? [object('v1', 'ResourceQuota', QUOTA_NAME, { hard: tier.quota })]
      : []),
    ...(bounds
      ? [object('v1', 'LimitRange', 'greenroom-limits', { limits: [bounds] })]
      : []),
    ...(tier.clusterQueue && queues
      ? [
          object(queues, 'LocalQueue', QUEUE_NAME, {
            clusterQueue: tier.clusterQueue,
          }),
        ]
      : []),
  ];
}

function containerBounds(limits: ProjectTier['limits'] = {}) {
  const bounds = Object.entries(limits)
    .map(([bound, sizes]): [string, Record<string, string>] => [
      bound,
      Object.fromEntries(
        Object.entries(sizes).map(([resource, amount]) => [
          resource,
          canonicalQuantity(amount),
        ]),
      ),
    ])
    .filter(([, sizes]) => Object.keys(sizes).length);
  return bounds.length
    ? { type: 'Container', ...Object.fromEntries(bounds) }
    : undefined;
}
