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
  greenroomClusterTakeover,
  greenroomFleetRead,
  greenroomProjectAdopt,
  greenroomProjectCreate,
} from '@greenroom/backstage-plugin-greenroom-common';

export interface GreenroomPolicyOptions {
  /** Entity refs of groups or users that may create projects; everybody who is signed in when absent. */
  projectCreators?: readonly string[];
  /** Entity refs of groups or users that may take over clusters, import from them, and make projects of namespaces that exist; nobody when absent. */
  clusterAdministrators?: readonly string[];
}

/**
 * A policy that decides `greenroom.*` and leaves everything else to `next`:
 * whoever is signed in may read assets and the fleet; assets are changed,
 * deleted and operated, and projects contributed to, by their owners; clusters
 * are taken over by whom the options name.
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
const ADMINISTRATIVE = new Set([
  greenroomClusterTakeover.name,
  greenroomProjectAdopt.name,
]);

/** @param owned - what the user owns as: itself and its groups; undefined when nobody is signed in */
function decide(
  permission: Permission,
  owned: string[] | undefined,
  { clusterAdministrators = [], projectCreators }: GreenroomPolicyOptions,
): PolicyDecision {
  if (!owned) return { result: AuthorizeResult.DENY };
  if (OPEN.has(permission.name)) return { result: AuthorizeResult.ALLOW };
  if (permission.name === greenroomProjectCreate.name) {
    return allowIf(!projectCreators || isAmong(owned, projectCreators));
  }
  if (ADMINISTRATIVE.has(permission.name)) {
    return allowIf(isAmong(owned, clusterAdministrators));
  }
  // A permission that is newer than this policy and has no owner is nobody's.
  return 'resourceType' in permission
    ? ownersOf(permission.resourceType, owned)
    : { result: AuthorizeResult.DENY };
}

function isAmong(owned: string[], refs: readonly string[]): boolean {
  return owned.some(ref => refs.includes(ref));
}

function allowIf(condition: boolean): PolicyDecision {
  return { result: condition ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
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
