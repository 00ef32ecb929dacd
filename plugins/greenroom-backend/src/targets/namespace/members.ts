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
import { RBAC, Subject, subjectOf } from '../../render/subject';

/** What each role may do on the cluster. Nobody is more than a member there unless the tier says so. */
const CLUSTER_ROLES: Partial<Record<MemberRole, string>> = {
  viewer: 'greenroom-viewer',
  member: 'greenroom-member',
};

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

/** Two refs may stand for one identity. */
function distinct(subjects: readonly Subject[]): Subject[] {
  return subjects.filter(
    ({ kind, name }, index) =>
      subjects.findIndex(each => each.kind === kind && each.name === name) ===
      index,
  );
}
