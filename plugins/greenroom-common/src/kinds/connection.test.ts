import {
  CONNECTION_TYPE_NAMES,
  CONNECTION_TYPES,
  connectionSecret,
  connectionValueIssues,
  dockerConfig,
  InvalidDeclarationError,
  requiredSecretKeys,
  specJsonSchema,
  validateDeclaration,
} from '.';

const ref = { kind: 'Connection', project: 'fraud', name: 'data' } as const;
const s3 = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'models' };
const keys = [
  { key: 'AWS_ACCESS_KEY_ID', remoteKey: 'fraud/s3', property: 'id' },
  { key: 'AWS_SECRET_ACCESS_KEY', remoteKey: 'fraud/s3', property: 'secret' },
];

function issues(spec: unknown, source?: 'api' | 'catalog') {
  try {
    validateDeclaration(ref, spec, source);
  } catch (error) {
    return (error as InvalidDeclarationError).issues.map(({ field }) => field);
  }
  return [];
}

describe('the spec of a connection', () => {
  it.each([
    [{ ...s3, region: 'us-east-1', values: {} }],
    [{ ...s3, endpoint: 'http://minio.fraud.svc:9000', values: {} }],
    [{ ...s3, secretRef: { name: 'theirs' } }],
    [{ ...s3, externalSecret: { store: 'vault', keys } }],
    [{ type: 'oci', registry: 'registry.example.org:5000', values: {} }],
    [{ type: 'uri', uri: 'hf://ibm-granite/granite-3.1-8b', values: {} }],
    [
      {
        type: 'postgresql',
        host: 'db.example.org',
        port: 5432,
        database: 'fraud',
        values: {},
      },
    ],
  ])('admits %j', spec => {
    expect(issues(spec)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no source of its secrets', s3, 'spec.values'],
    [
      'two sources',
      { ...s3, values: {}, secretRef: { name: 'x' } },
      'spec.secretRef',
    ],
    [
      'values in the declaration',
      { ...s3, values: { AWS_ACCESS_KEY_ID: 'AK' } },
      'spec.values.AWS_ACCESS_KEY_ID',
    ],
    ['no bucket', { ...s3, bucket: undefined, values: {} }, 'spec.bucket'],
    ['a field of another type', { ...s3, host: 'db', values: {} }, 'spec.host'],
    ['an unknown type', { ...s3, type: 'ftp', values: {} }, 'spec.type'],
    [
      'an address with credentials',
      { ...s3, endpoint: 'https://ada:pw@s3.example.org', values: {} },
      'spec.endpoint',
    ],
    [
      'a signed address',
      { type: 'uri', uri: 'https://x.example.org/m?sig=abc', values: {} },
      'spec.uri',
    ],
    [
      'a file',
      { type: 'uri', uri: 'file:///etc/passwd', values: {} },
      'spec.uri',
    ],
    [
      'a Secret elsewhere',
      { ...s3, secretRef: { name: 'x', namespace: 'kube-system' } },
      'spec.secretRef.namespace',
    ],
    [
      'a template of external-secrets.io',
      {
        ...s3,
        externalSecret: {
          store: 'vault',
          keys: [{ ...keys[0], remoteKey: '{{ .x }}' }, keys[1]],
        },
      },
      'spec.externalSecret.keys[0].remoteKey',
    ],
    [
      'a missing key',
      { ...s3, externalSecret: { store: 'vault', keys: [keys[0]] } },
      'spec.externalSecret.keys',
    ],
    [
      'a key of no type',
      {
        ...s3,
        externalSecret: {
          store: 'vault',
          keys: [...keys, { key: 'LD_PRELOAD', remoteKey: 'x' }],
        },
      },
      'spec.externalSecret.keys[2].key',
    ],
  ])('refuses %s, and names the field', (_what, spec, field) => {
    expect(issues(spec)).toEqual([field]);
  });

  it('takes no promise of values from Git, where nobody could send them', () => {
    expect(issues({ ...s3, values: {} }, 'catalog')).toEqual(['spec.values']);
    expect(issues({ ...s3, secretRef: { name: 'x' } }, 'catalog')).toEqual([]);
  });

  it('has a field for everything that its types declare', () => {
    const { properties } = specJsonSchema('Connection');
    expect(Object.keys(properties as object)).toEqual(
      expect.arrayContaining(
        CONNECTION_TYPE_NAMES.flatMap(type =>
          CONNECTION_TYPES[type].fields.flatMap(
            ({ declared }) => declared ?? [],
          ),
        ),
      ),
    );
  });

  it('is kept in a Secret of its name, unless it refers to another', () => {
    expect(connectionSecret('data', {})).toBe('data');
    expect(connectionSecret('data', { secretRef: { name: 'x' } })).toBe('x');
  });
});

describe('the values of a connection', () => {
  const good = { AWS_ACCESS_KEY_ID: 'AK', AWS_SECRET_ACCESS_KEY: 's3cr3t' };

  it('are what the type asks for', () => {
    expect(requiredSecretKeys('s3')).toEqual(Object.keys(good));
    expect(connectionValueIssues('s3', good)).toEqual([]);
    expect(connectionValueIssues('uri', {})).toEqual([]);
    expect(
      connectionValueIssues('oci', {
        '.dockerconfigjson': dockerConfig('r.example.org', 'ada', 'pässword'),
      }),
    ).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['none', {}, 'values.AWS_ACCESS_KEY_ID'],
    [
      'an empty one',
      { ...good, AWS_ACCESS_KEY_ID: '' },
      'values.AWS_ACCESS_KEY_ID',
    ],
    [
      'a line break copied along',
      { ...good, AWS_SECRET_ACCESS_KEY: 'hunter2\n' },
      'values.AWS_SECRET_ACCESS_KEY',
    ],
    [
      'a number',
      { ...good, AWS_SECRET_ACCESS_KEY: 4711 },
      'values.AWS_SECRET_ACCESS_KEY',
    ],
    [
      'more than a key can be',
      { ...good, AWS_SECRET_ACCESS_KEY: 'x'.repeat(70_000) },
      'values.AWS_SECRET_ACCESS_KEY',
    ],
    ['what the type does not have', { ...good, hunter2: 'x' }, 'values'],
  ])('refuses %s, names the field, and quotes nothing', (_w, values, field) => {
    const [issue] = connectionValueIssues('s3', values);
    expect(issue.field).toBe(field);
    expect(issue.message).not.toMatch(/hunter2|4711|xxx/);
  });

  it.each(['hunter2', '{"auths":{}}', '[]', 'null'])(
    'refuses %s as a Docker configuration',
    value => {
      const found = connectionValueIssues('oci', {
        '.dockerconfigjson': value,
      });
      expect(found).toMatchObject([{ field: 'values..dockerconfigjson' }]);
      expect(JSON.stringify(found)).not.toContain('hunter2');
    },
  );
});
