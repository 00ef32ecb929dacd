import {
  ClusterSite,
  Declaration,
  MemberRole,
  ProjectTier,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Manifest,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { assetLabels } from '../../render/labels';
import { owned } from '../../render/manifest';

const RBAC = 'rbac.authorization.k8s.io';

/** What each role may do on the cluster. Nobody is more than a member there unless the tier says so. */
const CLUSTER_ROLES: Partial<Record<MemberRole, string>> = {
  viewer: 'greenroom-viewer',
  member: 'greenroom-member',
};

/** Who somebody is on the cluster. */
interface Subject {
  apiGroup: string;
  kind: 'User' | 'Group';
  name: string;
}

/** One binding for each ClusterRole: what it refers to can never change. */
export function memberBindings(
  project: Declaration<'Project'>,
  { namespace, cluster, resolved: { tier } }: RenderContext,
): Manifest[] {
  const subjects = new Map<string, Subject[]>();
  for (const { ref, role = 'member' } of project.spec.members ?? []) {
    const clusterRole = clusterRoleOf(role, tier);
    const subject = subjectOf(ref, cluster.site);
    if (!clusterRole || !subject) continue;
    subjects.set(clusterRole, [...(subjects.get(clusterRole) ?? []), subject]);
  }
  return [...subjects]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([clusterRole, bound]) =>
      owned({
        apiVersion: `${RBAC}/v1`,
        kind: 'RoleBinding',
        metadata: {
          name: `members-${clusterRole}`,
          namespace,
          labels: assetLabels(project),
        },
        roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: clusterRole },
        subjects: distinct(bound),
      }),
    );
}

/** Members who are nobody on this cluster, as far as the platform team has said. */
export function unmappedMembers(
  { spec }: Declaration<'Project'>,
  site: ClusterSite,
): string[] {
  return (spec.members ?? [])
    .map(({ ref }) => ref)
    .filter(ref => !subjectOf(ref, site));
}

function clusterRoleOf(
  role: MemberRole,
  tier: ProjectTier | undefined,
): string | undefined {
  return tier?.roles?.[role] ?? CLUSTER_ROLES[role];
}

/**
 * A template without `{namespace}` stands for refs of the namespace `default`
 * only: two people of one name would otherwise be the same on the cluster.
 */
function subjectOf(ref: string, { members }: ClusterSite): Subject | undefined {
  const [, kind, namespace, name] = /^(user|group):([^/]+)\/(.+)$/.exec(ref)!;
  const template = kind === 'user' ? members.user : members.group;
  const known = members.identities[ref];
  const fits =
    namespace === 'default' || template?.includes('{namespace}') === true;
  const identity =
    known ??
    (fits
      ? template
          ?.replaceAll('{namespace}', () => namespace)
          .replaceAll('{name}', () => name)
      : undefined);
  return identity === undefined
    ? undefined
    : {
        apiGroup: RBAC,
        kind: kind === 'user' ? 'User' : 'Group',
        name: identity,
      };
}

/** Two refs may stand for one identity. */
function distinct(subjects: readonly Subject[]): Subject[] {
  return subjects.filter(
    ({ kind, name }, index) =>
      subjects.findIndex(each => each.kind === kind && each.name === name) ===
      index,
  );
}
