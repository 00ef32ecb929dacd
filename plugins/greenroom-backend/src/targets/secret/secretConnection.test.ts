import {
  aCluster,
  aConnection,
  aRenderContext,
  aStatusContext,
  seen,
  someMetadata,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import {
  SecretsSeen,
  seenSecret,
} from '@greenroom/backstage-plugin-greenroom-node';
import { secretConnection } from '.';

const externalSecret = {
  store: 'vault',
  keys: [
    { key: 'AWS_ACCESS_KEY_ID', remoteKey: 'fraud/s3', property: 'id' },
    { key: 'AWS_SECRET_ACCESS_KEY', remoteKey: 'fraud/secret' },
  ],
};
const without = { values: undefined };
const fetched = aConnection({ spec: { ...without, externalSecret } });
const referring = aConnection({
  spec: { ...without, secretRef: { name: 'theirs' } },
});

const render = (connection = aConnection(), cluster = aCluster()) =>
  secretConnection
    .render(connection, aRenderContext({ cluster }))
    .map(({ object }) => object);

describe('what is rendered of a connection', () => {
  it('is a Secret as Open Data Hub has it, without the values', () => {
    const [config, secret] = render();
    const declared = {
      AWS_S3_ENDPOINT: 'https://s3.example.org',
      AWS_S3_BUCKET: 'models',
    };
    expect(config).toMatchObject({
      kind: 'ConfigMap',
      metadata: { name: 'models-s3-connection' },
      data: declared,
    });
    expect(secret).toMatchObject({
      kind: 'Secret',
      type: 'Opaque',
      metadata: {
        name: 'models-s3',
        labels: {
          'opendatahub.io/dashboard': 'true',
          'opendatahub.io/managed': 'true',
        },
        annotations: {
          'opendatahub.io/connection-type': 's3',
          'opendatahub.io/connection-type-ref': 's3',
          'opendatahub.io/connection-type-protocol': 's3',
        },
      },
    });
    const data = Object.entries(secret.data as object).map(([key, value]) => [
      key,
      Buffer.from(value, 'base64').toString(),
    ]);
    expect(Object.fromEntries(data)).toEqual(declared);
  });

  it('is of the type by which images are pulled, for a registry', () => {
    const oci = aConnection({
      spec: {
        type: 'oci',
        registry: 'registry.example.org',
        endpoint: undefined,
        bucket: undefined,
      },
    });
    const [, { object, seed }] = secretConnection.render(oci, aRenderContext());
    expect(object).toMatchObject({
      type: 'kubernetes.io/dockerconfigjson',
      metadata: { annotations: { 'opendatahub.io/connection-type': 'oci' } },
    });
    expect(object.data).not.toHaveProperty(['.dockerconfigjson']);
    expect(seed).toMatchObject({ type: 'kubernetes.io/dockerconfigjson' });
    expect(
      seenSecret({ ...object, data: (seed as { data: object }).data }).keys,
    ).toEqual([]);
  });

  it('leaves a Secret of somebody else alone', () => {
    expect(render(referring).map(({ kind }) => kind)).toEqual(['ConfigMap']);
    expect(secretConnection.secrets?.(referring)).toEqual(['theirs']);
  });

  it.each([
    ['v1', aCluster('external-secrets.io/v1/ExternalSecret')],
    ['v1beta1', aCluster('external-secrets.io/v1beta1/ExternalSecret')],
    // So that the apply says what is missing.
    ['v1', aCluster()],
  ])('has external-secrets.io %s fetch the rest', (version, cluster) => {
    expect(render(fetched, cluster)[1]).toMatchObject({
      apiVersion: `external-secrets.io/${version}`,
      kind: 'ExternalSecret',
      spec: {
        secretStoreRef: { name: 'vault', kind: 'SecretStore' },
        target: {
          name: 'models-s3',
          template: {
            metadata: {
              annotations: { 'opendatahub.io/connection-type': 's3' },
            },
            data: { AWS_S3_BUCKET: 'models' },
          },
        },
        data: [
          {
            secretKey: 'AWS_ACCESS_KEY_ID',
            remoteRef: { key: 'fraud/s3', property: 'id' },
          },
          {
            secretKey: 'AWS_SECRET_ACCESS_KEY',
            remoteRef: { key: 'fraud/secret' },
          },
        ],
      },
    });
  });
});

describe('the status of a connection', () => {
  const has = (...keys: string[]) => ({ uid: 'u', type: 'Opaque', keys });
  const status = (
    secret?: ReturnType<typeof has> | 'absent',
    connection = aConnection(),
    objects: Parameters<typeof seen> = [],
  ) => {
    const [name] = secretConnection.secrets!(connection);
    const secrets: SecretsSeen = new Map(secret ? [[name, secret]] : []);
    return secretConnection.status(
      connection,
      seen(...objects),
      aStatusContext({ secrets }),
    );
  };

  it('is Ready when the Secret has what the type needs', () => {
    expect(
      status(has('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'more')),
    ).toMatchObject({ phase: 'Ready', conditions: [{}, { status: 'True' }] });
  });

  it('waits for values, names the keys, and says how to send them', () => {
    expect(status(has('AWS_ACCESS_KEY_ID'))).toMatchObject({
      phase: 'Pending',
      explanation: {
        reason: 'SecretMissing',
        summary: 'Its values have not been supplied: AWS_SECRET_ACCESS_KEY.',
        chain: [
          {
            object: 'Secret fraud/models-s3',
            evidence: 'has no AWS_SECRET_ACCESS_KEY',
          },
        ],
        fixes: [{ text: 'Send them with "Supply values…" on its page' }],
      },
    });
  });

  it.each([
    ['absent' as const, /"theirs" that it refers to does not exist/],
    [has('AWS_ACCESS_KEY_ID'), /lacks AWS_SECRET_ACCESS_KEY/],
  ])('says what is wrong with a Secret of somebody else', (secret, summary) => {
    expect(status(secret, referring).explanation).toMatchObject({
      reason: 'SecretMissing',
      summary: expect.stringMatching(summary),
    });
  });

  it('passes on what external-secrets.io says', () => {
    const failed = {
      kind: 'ExternalSecret',
      metadata: someMetadata('models-s3'),
      conditions: [
        { type: 'Ready', status: 'False', message: 'store vault not found' },
      ],
    };
    expect(status('absent', fetched, [failed]).explanation).toMatchObject({
      reason: 'SecretMissing',
      chain: [{ evidence: 'store vault not found' }],
    });
  });

  it('is not Ready when nobody can tell', () => {
    expect(status()).toMatchObject({
      phase: 'Unknown',
      explanation: { reason: 'SecretUnknown' },
    });
  });

  it('needs nothing where nothing is required', () => {
    const model = aConnection({
      spec: {
        type: 'uri',
        uri: 'hf://example/tiny',
        endpoint: undefined,
        bucket: undefined,
      },
    });
    expect(status(has(), model).phase).toBe('Ready');
  });
});
