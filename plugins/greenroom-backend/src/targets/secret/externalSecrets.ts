import {
  ClusterCapabilities,
  ObservedKind,
  Seen,
  SeenCondition,
  seenConditions,
  seenMetadata,
} from '@greenroom/backstage-plugin-greenroom-node';

const EXTERNAL_SECRET_API = 'external-secrets.io/v1';
const OLDER_API = 'external-secrets.io/v1beta1';

/** The version that a cluster serves; the newest when it serves none, so that it is named as missing. */
export function externalSecretApi(cluster: ClusterCapabilities): string {
  return !cluster.serves(EXTERNAL_SECRET_API, 'ExternalSecret') &&
    cluster.serves(OLDER_API, 'ExternalSecret')
    ? OLDER_API
    : EXTERNAL_SECRET_API;
}

export interface SeenExternalSecret extends Seen {
  kind: 'ExternalSecret';
  conditions: readonly SeenCondition[];
}

const observed = (apiVersion: string): ObservedKind<SeenExternalSecret> => ({
  apiVersion,
  kind: 'ExternalSecret',
  labels: ['greenroom.dev/declaration'],
  project: object => {
    const { status } = object as { status?: { conditions?: SeenCondition[] } };
    return {
      kind: 'ExternalSecret',
      metadata: seenMetadata(object),
      conditions: seenConditions(status?.conditions),
    };
  },
});

/** What external-secrets.io says of its fetching. */
export const externalSecrets = observed(EXTERNAL_SECRET_API);
export const olderExternalSecrets = observed(OLDER_API);
