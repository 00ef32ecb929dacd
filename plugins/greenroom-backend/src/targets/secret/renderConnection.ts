import {
  ConnectionSpec,
  Declaration,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Manifest,
  ManifestSet,
  NO_LOGIN,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  connectionConfig,
  connectionMetadata,
  declaredFields,
  secretType,
} from '../../render/connection';
import { assetLabels, displayAnnotations } from '../../render/labels';
import { owned } from '../../render/manifest';
import { externalSecretApi } from './externalSecrets';

/** What is declared, as a ConfigMap; and the Secret, unless it is somebody else's. */
export function renderConnection(
  connection: Declaration<'Connection'>,
  context: RenderContext,
): ManifestSet {
  const { name, spec } = connection;
  const { namespace } = context;
  return [
    owned({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: connectionConfig(name),
        namespace,
        labels: assetLabels(connection),
        annotations: displayAnnotations(spec),
      },
      data: declaredFields(spec),
    }),
    ...(spec.values ? [ownSecret(connection, namespace)] : []),
    ...(spec.externalSecret
      ? [externalSecret(connection, spec.externalSecret, context)]
      : []),
  ];
}

/** Without the values: those are sent, and never declared nor applied. */
function ownSecret(
  connection: Declaration<'Connection'>,
  namespace: string,
): Manifest {
  const { name, spec } = connection;
  const type = secretType(spec.type);
  const data = Object.entries(declaredFields(spec)).map(([key, value]) => [
    key,
    encoded(value),
  ]);
  const secret = owned({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, ...connectionMetadata(connection) },
    type,
    data: Object.fromEntries(data),
  });
  // The API server takes no Secret of that type without its key.
  return spec.type === 'oci'
    ? { ...secret, seed: { type, data: { '.dockerconfigjson': NO_LOGIN } } }
    : secret;
}

/** What is fetched comes together with what is declared, as in a Secret of our own. */
function externalSecret(
  connection: Declaration<'Connection'>,
  { store, keys }: NonNullable<ConnectionSpec['externalSecret']>,
  { namespace, cluster }: RenderContext,
): Manifest {
  const { name, spec } = connection;
  return owned({
    apiVersion: externalSecretApi(cluster),
    kind: 'ExternalSecret',
    metadata: {
      name,
      namespace,
      labels: assetLabels(connection),
      annotations: displayAnnotations(spec),
    },
    spec: {
      refreshInterval: '1h0m0s',
      secretStoreRef: { name: store, kind: 'SecretStore' },
      target: {
        name,
        creationPolicy: 'Owner',
        template: {
          type: secretType(spec.type),
          engineVersion: 'v2',
          mergePolicy: 'Merge',
          metadata: connectionMetadata(connection),
          data: declaredFields(spec),
        },
      },
      data: keys.map(({ key, remoteKey, property }) => ({
        secretKey: key,
        remoteRef: { key: remoteKey, ...(property && { property }) },
      })),
    },
  });
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}
