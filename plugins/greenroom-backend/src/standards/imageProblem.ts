import { Standards } from '@greenroom/backstage-plugin-greenroom-common';

/** Why policy does not allow an image by reference; undefined when it does. */
export function imageProblem(
  ref: string,
  policy: Standards['policy'],
): string | undefined {
  if (!policy.imageRegistries.length) {
    return 'is not allowed: images come from the standards; choose one by name';
  }
  const repository = ref.split('@')[0];
  if (!policy.imageRegistries.some(prefix => isWithin(repository, prefix))) {
    return `must come from one of: ${policy.imageRegistries.join(', ')}`;
  }
  if (policy.requireDigest && !/@sha256:[a-f0-9]{64}$/.test(ref)) {
    return 'must carry a digest ("@sha256:…"), so that its content never moves';
  }
  return undefined;
}

/** `registry.example.org/team` allows `registry.example.org/team/image`, not `registry.example.org/teams`. */
function isWithin(repository: string, prefix: string): boolean {
  return repository.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}
