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
 * reserved. Those of the tier are what the declaration begins with.
 */
export function environment(
  ours: readonly ContainerVariable[],
  declared: readonly EnvironmentVariable[] = [],
  tier: readonly Variable[] = [],
): ContainerVariable[] {
  return [
    ...ours,
    ...without([...ours, ...declared], tier),
    ...without(ours, declared).map(container),
  ];
}

function without<V extends { name: string }>(
  taken: readonly { name: string }[],
  variables: readonly V[],
): V[] {
  const names = new Set(taken.map(({ name }) => name));
  return variables.filter(({ name }) => !names.has(name));
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
