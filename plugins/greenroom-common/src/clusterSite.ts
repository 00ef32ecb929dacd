import { z } from 'zod';
import { objectName } from './kinds/names';

/**
 * Where what serves the workloads of a project usually runs. Namespaces that a
 * cluster does not have do no harm: a project may not take the name of one.
 */
export const SERVICE_NAMESPACES: readonly string[] = [
  'envoy-gateway-system',
  'greenroom-system',
  'ingress-nginx',
  'istio-system',
  'knative-serving',
  'kserve',
  'kubeflow',
  'monitoring',
  'opendatahub',
  'openshift-ingress',
  'openshift-monitoring',
  'openshift-user-workload-monitoring',
  'redhat-ods-applications',
];

/** What the platform team says of a cluster, beside how it is reached. */
export const clusterSite = z.strictObject({
  /** Who besides a project's own pods may reach these. */
  network: z
    .strictObject({
      namespaces: z.array(objectName).default([...SERVICE_NAMESPACES]),
      /** For what runs in the network of a node, such as the apiserver. */
      addresses: z
        .array(
          z.union([z.cidrv4(), z.cidrv6()], {
            error: 'must be a range such as "10.0.0.0/24"',
          }),
        )
        .default([]),
    })
    .prefault({}),
});
export type ClusterSite = z.infer<typeof clusterSite>;

/** A cluster of which nothing special is said. */
export const plainSite: ClusterSite = clusterSite.parse({});
