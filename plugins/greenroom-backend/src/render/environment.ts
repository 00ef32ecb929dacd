import { EnvironmentVariable } from '@greenroom/backstage-plugin-greenroom-common';

/** A plain environment variable. */
export interface Variable {
  name: string;
  value: string;
}

/** An environment variable as containers have it. */
export type ContainerVariable =
  | Variable
  | { name: string; valueFrom: Record<string, { name: string; key: string }> };

/**
 * The declaration's variables after ours. Ours win, because probes and
 * addresses depend on them: a declaration may be older than the name's being
 * reserved.
 */
export function environment(
  ours: readonly Variable[],
  declared: readonly EnvironmentVariable[] = [],
): ContainerVariable[] {
  const reserved = new Set(ours.map(({ name }) => name));
  return [
    ...ours,
    ...declared.filter(({ name }) => !reserved.has(name)).map(container),
  ];
}

function container({
  name,
  value = '',
  secret,
  configMap,
}: EnvironmentVariable): ContainerVariable {
  if (secret) return { name, valueFrom: { secretKeyRef: { ...secret } } };
  if (configMap) {
    return { name, valueFrom: { configMapKeyRef: { ...configMap } } };
  }
  return { name, value };
}
