/** What a connection leads to. */
export type ConnectionType = 's3' | 'oci' | 'uri' | 'postgresql';

/** One thing that a connection of a type consists of. */
export interface ConnectionField {
  label: string;
  /** Key in the Secret, and the variable that workloads find it in. */
  key: string;
  required: boolean;
  /** Declared in the spec, under this name; otherwise it is secret, and sent or referred to. */
  declared?:
    | 'endpoint'
    | 'region'
    | 'bucket'
    | 'registry'
    | 'uri'
    | 'host'
    | 'port'
    | 'database';
  /** `dockerconfig`: the JSON with which container tools log in. */
  format?: 'dockerconfig';
}

export interface ConnectionTypeInfo {
  title: string;
  fields: readonly ConnectionField[];
  /** `variables`: workloads find the fields in their environment. `pull`: images are pulled with it. */
  use: 'variables' | 'pull';
}

/** The one table from which validation, forms and rendering take what a type consists of. */
export const CONNECTION_TYPES: Record<ConnectionType, ConnectionTypeInfo> = {
  s3: {
    title: 'S3 object storage',
    use: 'variables',
    fields: [
      field('Endpoint', 'AWS_S3_ENDPOINT', { declared: 'endpoint' }),
      field('Bucket', 'AWS_S3_BUCKET', { declared: 'bucket' }),
      field('Region', 'AWS_DEFAULT_REGION', {
        declared: 'region',
        required: false,
      }),
      field('Access key', 'AWS_ACCESS_KEY_ID'),
      field('Secret key', 'AWS_SECRET_ACCESS_KEY'),
    ],
  },
  oci: {
    title: 'OCI registry',
    use: 'pull',
    fields: [
      field('Registry host', 'OCI_HOST', { declared: 'registry' }),
      field('Docker configuration', '.dockerconfigjson', {
        format: 'dockerconfig',
      }),
    ],
  },
  uri: {
    title: 'URI or Hugging Face',
    use: 'variables',
    fields: [
      field('Address', 'URI', { declared: 'uri' }),
      field('Hugging Face token', 'HF_TOKEN', { required: false }),
    ],
  },
  postgresql: {
    title: 'PostgreSQL database',
    use: 'variables',
    fields: [
      field('Host', 'PGHOST', { declared: 'host' }),
      field('Port', 'PGPORT', { declared: 'port', required: false }),
      field('Database', 'PGDATABASE', { declared: 'database' }),
      field('User', 'PGUSER'),
      field('Password', 'PGPASSWORD'),
    ],
  },
};

export const CONNECTION_TYPE_NAMES = Object.keys(
  CONNECTION_TYPES,
) as ConnectionType[];

/** The fields of a type that are not in its spec. */
export function secretFields(type: ConnectionType): ConnectionField[] {
  return CONNECTION_TYPES[type].fields.filter(({ declared }) => !declared);
}

/** Keys of the Secret without which a connection of this type does not work. */
export function requiredSecretKeys(type: ConnectionType): string[] {
  return secretFields(type)
    .filter(({ required }) => required)
    .map(({ key }) => key);
}

function field(
  label: string,
  key: string,
  options: Pick<ConnectionField, 'declared' | 'format'> & {
    required?: boolean;
  } = {},
): ConnectionField {
  return { label, key, required: true, ...options };
}
