import {
  KubernetesObject,
  SecretsSeen,
  SeenSecret,
  seenSecret,
} from '@greenroom/backstage-plugin-greenroom-node';
import { isNotFound, KubeClient } from '@greenroom/controller-runtime';
import { SECRETS } from './secretResource';

/** Looks Secrets up by their names; of what is in them only the keys are kept. */
export async function lookAtSecrets(
  client: KubeClient,
  namespace: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<SecretsSeen> {
  const seen = new Map<string, SeenSecret | 'absent'>();
  await Promise.all(
    names.map(async name => {
      try {
        const ref = { namespace, name };
        seen.set(
          name,
          seenSecret(
            await client.get<KubernetesObject>(SECRETS, ref, { signal }),
          ),
        );
      } catch (error) {
        signal.throwIfAborted();
        // Who may not look, or gets no answer, cannot tell.
        if (isNotFound(error)) seen.set(name, 'absent');
      }
    }),
  );
  return seen;
}
