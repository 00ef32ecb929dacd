import {
  CONNECTION_TYPES,
  ConnectionSpec,
  Declaration,
} from '@greenroom/backstage-plugin-greenroom-common';
import { assetLabels, displayAnnotations } from './labels';

/** What a connection's types are called by Open Data Hub; it has none for databases. */
const ODH_TYPES: Partial<
  Record<ConnectionSpec['type'], { ref: string; protocol: string }>
> = {
  s3: { ref: 's3', protocol: 's3' },
  oci: { ref: 'oci-v1', protocol: 'oci' },
  uri: { ref: 'uri-v1', protocol: 'uri' },
};

/** Name of the ConfigMap with what is declared of a connection. */
export function connectionConfig(name: string): string {
  return `${name}-connection`;
}

/** Type of the Secret of a connection. */
export function secretType(type: ConnectionSpec['type']): string {
  return type === 'oci' ? 'kubernetes.io/dockerconfigjson' : 'Opaque';
}

/** What is declared, by the key under which workloads find it. */
export function declaredFields(spec: ConnectionSpec): Record<string, string> {
  return Object.fromEntries(
    CONNECTION_TYPES[spec.type].fields.flatMap(({ key, declared }) => {
      const value = declared && spec[declared];
      return value === undefined ? [] : [[key, String(value)]];
    }),
  );
}

/** Labels and annotations by which Open Data Hub's dashboard knows the Secret of a connection. */
export function connectionMetadata(declaration: Declaration<'Connection'>) {
  const { spec } = declaration;
  const odh = ODH_TYPES[spec.type];
  return {
    labels: {
      ...assetLabels(declaration),
      ...(spec.type === 's3' && { 'opendatahub.io/managed': 'true' }),
    },
    annotations: {
      ...displayAnnotations(spec),
      ...(odh && {
        'opendatahub.io/connection-type': odh.protocol,
        'opendatahub.io/connection-type-ref': odh.ref,
        'opendatahub.io/connection-type-protocol': odh.protocol,
      }),
    },
  };
}
