import { InputError } from '@backstage/errors';
import {
  CONNECTION_TYPES,
  ResolvedConnection,
  ResolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-common';
import { connectionConfig } from './connection';
import { tierParts } from './tier';

interface Uses {
  spec: { connections?: readonly string[] };
}

/**
 * Each field of the connections as a variable of its own. Only the keys of its
 * type are taken from a Secret, whatever else is in it; and a container whose
 * credentials are missing does not start, rather than fail later.
 */
export function connectionVariables(
  declaration: Uses,
  resolved: ResolvedStandards,
) {
  return requiredConnections(declaration, resolved)
    .filter(({ type }) => CONNECTION_TYPES[type].use === 'variables')
    .flatMap(({ name, type, secret }) =>
      CONNECTION_TYPES[type].fields.map(({ key, declared, required }) => {
        const optional = required ? {} : { optional: true };
        return {
          name: key,
          valueFrom: declared
            ? {
                configMapKeyRef: {
                  name: connectionConfig(name),
                  key,
                  ...optional,
                },
              }
            : { secretKeyRef: { name: secret, key, ...optional } },
        };
      }),
    );
}

/** Field of a pod by which its images are pulled with the tier's Secrets, and with the connections that are for that. */
export function pullSecrets(
  declaration: Uses,
  resolved: ResolvedStandards,
): { imagePullSecrets?: { name: string }[] } {
  const { imagePullSecrets: ofTier = [] } = tierParts(resolved).pod;
  const own = requiredConnections(declaration, resolved)
    .filter(({ type }) => CONNECTION_TYPES[type].use === 'pull')
    .map(({ secret: name }) => ({ name }));
  const names = [...ofTier, ...own];
  return names.length ? { imagePullSecrets: names } : {};
}

/**
 * How Open Data Hub's dashboard shows what is connected. Secrets that are only
 * referred to are left out: its webhook would hand everything in them over.
 */
export function connectionAnnotations(
  declaration: Uses,
  resolved: ResolvedStandards,
  namespace: string,
): Record<string, string> {
  const own = requiredConnections(declaration, resolved)
    .filter(each => each.own)
    .map(({ secret }) => `${namespace}/${secret}`);
  return own.length ? { 'opendatahub.io/connections': own.join(',') } : {};
}

function requiredConnections(
  { spec: { connections = [] } }: Uses,
  { connections: known = [] }: ResolvedStandards,
): ResolvedConnection[] {
  return connections.map(name => {
    const found = known.find(each => each.name === name);
    if (found) return found;
    throw new InputError(
      `spec.connections is not resolved: "${name}" was not known when it was declared; declare it again`,
    );
  });
}
