import {
  AuthorizeResult,
  ConditionalPolicyDecision,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  greenroomAssetRead,
  greenroomFleetRead,
  greenroomProjectCreate,
} from '@greenroom/backstage-plugin-greenroom-common';

export interface GreenroomPolicyOptions {
  /** Entity refs of groups or users that may create projects; everybody who is signed in when absent. */
  projectCreators?: readonly string[];
}

/**
 * A policy that decides `greenroom.*` and leaves everything else to `next`:
 * whoever is signed in may read assets and the fleet; assets are changed,
 * deleted and operated, and projects contributed to, by their owners.
 */
export function greenroomPolicy(
  next: PermissionPolicy,
  options: GreenroomPolicyOptions = {},
): PermissionPolicy {
  return {
    async handle(query: PolicyQuery, user?: PolicyQueryUser) {
      const { permission } = query;
      return permission.name.startsWith('greenroom.')
        ? decide(permission, user?.info.ownershipEntityRefs, options)
        : next.handle(query, user);
    },
  };
}

const OPEN = new Set([greenroomAssetRead.name, greenroomFleetRead.name]);

/** @param owned - what the user owns as: itself and its groups; undefined when nobody is signed in */
function decide(
  permission: Permission,
  owned: string[] | undefined,
  { projectCreators }: GreenroomPolicyOptions,
): PolicyDecision {
  if (!owned) return { result: AuthorizeResult.DENY };
  if (OPEN.has(permission.name)) return { result: AuthorizeResult.ALLOW };
  if (permission.name === greenroomProjectCreate.name) {
    const creates =
      !projectCreators || owned.some(ref => projectCreators.includes(ref));
    return { result: creates ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
  // A permission that is newer than this policy and has no owner is nobody's.
  return 'resourceType' in permission
    ? ownersOf(permission.resourceType, owned)
    : { result: AuthorizeResult.DENY };
}

function ownersOf(
  resourceType: string,
  owners: string[],
): ConditionalPolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'greenroom',
    resourceType,
    conditions: { rule: 'IS_OWNER', resourceType, params: { owners } },
  };
}
