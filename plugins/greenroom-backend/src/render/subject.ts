import { ClusterSite } from '@greenroom/backstage-plugin-greenroom-common';

export const RBAC = 'rbac.authorization.k8s.io';

/** Who somebody is on the cluster. */
export interface Subject {
  apiGroup: string;
  kind: 'User' | 'Group';
  name: string;
}

/**
 * A template without `{namespace}` stands for refs of the namespace `default`
 * only: two people of one name would otherwise be the same on the cluster.
 */
export function subjectOf(
  ref: string,
  { members }: Pick<ClusterSite, 'members'>,
): Subject | undefined {
  const [, kind, namespace, name] =
    /^(user|group):([^/]+)\/(.+)$/.exec(ref) ?? [];
  if (!kind) return undefined;
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
