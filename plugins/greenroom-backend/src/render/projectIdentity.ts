import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  KubernetesObject,
  ManifestSet,
} from '@greenroom/backstage-plugin-greenroom-node';
import { assetLabels } from './labels';
import { owned } from './manifest';

const RBAC = 'rbac.authorization.k8s.io';

/** ClusterRole of what may be done in a project, and RoleBinding in the project that gives it to its identity. */
export const PROJECT_ROLE = 'greenroom-project';

/** Where the identities of projects are, unless configured otherwise: out of reach of their members. */
export const IDENTITY_NAMESPACE = 'greenroom-system';

/** What tells where an object is to be written. */
export interface Place {
  apiVersion: string;
  namespace?: string;
}

/** The ServiceAccount that a project's objects are written as. */
export function identityName(project: string): string {
  return `project-${project}`;
}

/** Its name as the apiserver knows it. */
export function identityUser(project: string, namespace: string): string {
  return `system:serviceaccount:${namespace}:${identityName(project)}`;
}

/**
 * Whether an object is one of a project's that its identity writes. What gives
 * it its rights, and what is not in the project, Greenroom's own account does.
 */
export function isInProject(
  { apiVersion, namespace }: Place,
  identityNamespace: string,
): boolean {
  return (
    namespace !== undefined &&
    namespace !== identityNamespace &&
    !apiVersion.startsWith(`${RBAC}/`)
  );
}

/** The rendered objects of a project, with its identity before all that is in its namespace. */
export function withIdentity(
  rendered: ManifestSet,
  project: Declaration<'Project'>,
  { namespace, home }: { namespace: string; home: string },
): ManifestSet {
  const inside = rendered.findIndex(
    ({ object }) => object.metadata.namespace !== undefined,
  );
  const from = inside < 0 ? rendered.length : inside;
  return [
    ...rendered.slice(0, from),
    ...identityOf(project, namespace, home).map(owned),
    ...rendered.slice(from),
  ];
}

function identityOf(
  project: Declaration<'Project'>,
  namespace: string,
  home: string,
): KubernetesObject[] {
  const labels = assetLabels(project);
  const name = identityName(project.project);
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: home, labels },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name: PROJECT_ROLE, namespace, labels },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: PROJECT_ROLE },
      subjects: [{ kind: 'ServiceAccount', name, namespace: home }],
    },
  ];
}
