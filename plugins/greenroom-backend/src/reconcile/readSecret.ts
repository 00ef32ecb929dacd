import {
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { SECRETS } from './secretResource';
import { toServiceError } from './toServiceError';

export type SecretObject = KubernetesObject & {
  data?: Record<string, string>;
};

/**
 * A Secret with what is in it, for use at once. Undefined: it is not there.
 *
 * @param what - what it is read for, as in "Could not ..."
 * @throws ServiceUnavailableError, ConflictError
 */
export async function readSecret(
  client: KubeClient,
  ref: { namespace: string; name: string },
  what: string,
): Promise<SecretObject | undefined> {
  try {
    return await client.get<SecretObject>(SECRETS, ref);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw toServiceError(error, what);
  }
}
