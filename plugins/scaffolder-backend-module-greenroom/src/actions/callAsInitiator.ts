import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { CallOptions } from '@greenroom/backstage-plugin-greenroom-common';

/**
 * Options of a call that acts with the rights of whoever started the task.
 * Asked for anew before each call, because tokens are short-lived.
 */
export async function callAsInitiator(
  auth: AuthService,
  context: {
    getInitiatorCredentials(): Promise<BackstageCredentials>;
    signal?: AbortSignal;
  },
): Promise<CallOptions> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await context.getInitiatorCredentials(),
    targetPluginId: 'greenroom',
  });
  return { token, signal: context.signal };
}
