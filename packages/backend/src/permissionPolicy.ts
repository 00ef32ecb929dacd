import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { greenroomPolicy } from '@greenroom/backstage-plugin-greenroom-node';

/**
 * What is not Greenroom's to decide: signed-in users may do everything except talk to clusters through
 * the Kubernetes plugin's proxy, which would lend each of them the portal's credential.
 */
export class PortalPolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery): Promise<PolicyDecision> {
    return permission.name === 'kubernetes.proxy'
      ? { result: AuthorizeResult.DENY }
      : { result: AuthorizeResult.ALLOW };
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'greenroom-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(
          greenroomPolicy(new PortalPolicy(), {
            clusterAdministrators: ['group:default/platform'],
          }),
        );
      },
    });
  },
});
