import { z } from 'zod';
import { objectName, ownerRef } from './kinds/names';

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

/** Where the operators of Open Data Hub and OpenShift AI put the dashboard. */
const DASHBOARD_NAMESPACES: readonly string[] = [
  'opendatahub',
  'redhat-ods-applications',
];

/** Kubernetes' own users and groups are nobody's identity: `system:masters` may do everything. */
const identity = z
  .string()
  .min(1)
  .max(253)
  .refine(name => !name.startsWith('system:'), 'must not begin with "system:"');
const template = identity.refine(
  text => text.includes('{name}'),
  'must contain "{name}"',
);

const MINUTES = { m: 1, h: 60, d: 24 * 60 } as const;

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
  /** Who the people and groups of the catalog are there; nobody when empty. */
  members: z
    .strictObject({
      /** With `{name}`, and `{namespace}` where entities outside of `default` are meant too. */
      user: template.optional(),
      group: template.optional(),
      /** Those whose name follows no rule, by entity reference. */
      identities: z.record(ownerRef, identity).default({}),
    })
    .prefault({}),
  /** How the controller of Notebooks is set up to stop those that nobody uses. */
  culler: z
    .strictObject({
      /** Its `CULL_IDLE_TIME`. */
      idleAfter: z
        .string()
        .regex(/^[1-9][0-9]{0,4}[mhd]$/, 'must be a time such as "24h"')
        .transform(
          text =>
            Number(text.slice(0, -1)) *
            MINUTES[text.slice(-1) as keyof typeof MINUTES],
        )
        .optional(),
    })
    .prefault({}),
  /** Where Open Data Hub is. */
  openDataHub: z
    .strictObject({
      /** Of its dashboard: profiles and images there are everybody's, those elsewhere only their own namespace's. */
      namespaces: z.array(objectName).default([...DASHBOARD_NAMESPACES]),
    })
    .prefault({}),
});
/** `culler.idleAfter` in minutes. */
export type ClusterSite = z.infer<typeof clusterSite>;

/** A cluster of which nothing special is said. */
export const plainSite: ClusterSite = clusterSite.parse({});
