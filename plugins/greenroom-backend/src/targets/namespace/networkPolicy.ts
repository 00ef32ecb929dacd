import {
  Declaration,
  LABEL_PROJECT,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Manifest,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { assetLabels } from '../../render/labels';
import { owned } from '../../render/manifest';
import { isOpenShift } from '../../render/pod';
import { isTaken } from './isTaken';

/** Set by the apiserver on every namespace, so that nobody can forge it. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';
/** What runs in the host's network on OpenShift: its routers, and the apiserver. */
const HOST_NETWORK = 'policy-group.network.openshift.io/host-network';

/**
 * Nobody reaches the project's pods but each other, and what the cluster does
 * for them: the notebook controller, whose culler stops what it cannot reach,
 * gateways, Prometheus and the serving controllers.
 */
export function networkPolicy(
  project: Declaration<'Project'>,
  { namespace, cluster }: RenderContext,
): Manifest {
  const { namespaces, addresses } = cluster.site.network;
  return owned({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: 'greenroom-default',
      namespace,
      labels: assetLabels(project),
    },
    spec: {
      podSelector: coveredPods(project),
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            { podSelector: {} },
            ...(namespaces.length
              ? [
                  {
                    namespaceSelector: {
                      matchExpressions: [
                        {
                          key: NAMESPACE_NAME,
                          operator: 'In',
                          values: [...namespaces],
                        },
                      ],
                    },
                  },
                ]
              : []),
            ...(isOpenShift(cluster)
              ? [{ namespaceSelector: { matchLabels: { [HOST_NETWORK]: '' } } }]
              : []),
            ...addresses.map(cidr => ({ ipBlock: { cidr } })),
          ],
        },
      ],
    },
  });
}

/** What ran in a namespace before a project took it stays reachable as it was. */
function coveredPods(project: Declaration<'Project'>) {
  return isTaken(project)
    ? { matchLabels: { [LABEL_PROJECT]: project.name } }
    : {};
}
