import { Standards } from './standards';

/** Why policy does not allow an image by reference; undefined when it does. */
export function imageProblem(
  ref: string,
  policy: Standards['policy'],
): string | undefined {
  if (!policy.imageRegistries.length) {
    return 'is not allowed: images come from the standards; choose one by name';
  }
  if (!policy.imageRegistries.some(allowed => isWithin(ref, allowed))) {
    return `must come from one of: ${policy.imageRegistries.join(', ')}`;
  }
  if (policy.requireDigest && !/@sha256:[a-f0-9]{64}$/.test(ref)) {
    return 'must carry a digest ("@sha256:…"), so that its content never moves';
  }
  return undefined;
}

/**
 * `registry.example.org/team` allows `registry.example.org/team/image`, and the
 * image `registry.example.org/team` itself, but not `registry.example.org/teams`.
 */
function isWithin(ref: string, allowed: string): boolean {
  const prefix = allowed.replace(/\/$/, '');
  const next = ref.slice(prefix.length, prefix.length + 1);
  return (
    ref.startsWith(prefix) &&
    (next === '/' || (prefix.includes('/') && [':', '@', ''].includes(next)))
  );
}
