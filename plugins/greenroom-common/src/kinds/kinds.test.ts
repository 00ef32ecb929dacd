import { explore, issues, workbench } from './__testUtils__/issues';
import {
  AssetRef,
  Kind,
  parseAssetRef,
  specJsonSchema,
  stringifyAssetRef,
} from './kinds';

const server = {
  model: { uri: 'hf://example/tiny' },
  runtime: { name: 'vllm' },
  hardware: { profile: 'nvidia-a100' },
};
describe('validateDeclaration', () => {
  it('admits what is well formed', () => {
    expect(issues(explore, workbench)).toEqual({});
    expect(issues({ ...explore, kind: 'ModelServer' }, server)).toEqual({});
    expect(
      issues(
        { kind: 'Project', project: 'fraud', name: 'fraud' },
        { owner: 'group:default/fraud' },
      ),
    ).toEqual({});
  });

  it.each<[string, Partial<AssetRef>]>([
    ['traversal', { name: '../../secrets/x' }],
    ['an encoded slash', { name: 'a%2fb' }],
    ['capitals', { name: 'A_b' }],
    ['300 characters', { name: 'a'.repeat(300) }],
    ['homoglyphs', { name: 'еxplore' }],
    ['a leading digit', { name: '1st' }],
    ['an empty name', { name: '' }],
  ])('refuses %s as a name', (_, ref) => {
    expect(issues({ ...explore, ...ref }, workbench)).toHaveProperty('name');
  });

  it('lets a workbench keep what it downloads where it likes', () => {
    const env = [{ name: 'HF_HOME', value: '/opt/app-root/src/cache' }];
    expect(issues(explore, { ...workbench, env })).toEqual({});
  });

  it.each([
    'kube-system',
    'openshift-monitoring',
    'default',
    'greenroom-system',
  ])('refuses the project %s', project => {
    expect(issues({ ...explore, project }, workbench)).toEqual({
      project: 'is reserved for the platform',
    });
  });

  it.each([
    'kube-system',
    'openshift-ingress',
    'greenroom-system',
    'backstage',
    'opendatahub',
    'Lab',
  ])('takes no namespace %s', existing => {
    const ref = { kind: 'Project', project: 'fraud', name: 'fraud' } as const;
    const spec = { owner: 'group:default/fraud', namespace: { existing } };
    expect(Object.keys(issues(ref, spec))).toEqual(['spec.namespace.existing']);
    expect(
      issues(ref, { ...spec, namespace: { existing: 'fraud-lab' } }),
    ).toEqual({});
  });

  it.each<[string, Kind, object, string]>([
    [
      'an unknown field',
      'Workbench',
      { ...workbench, hostPath: '/' },
      'spec.hostPath',
    ],
    [
      'a nested unknown field',
      'Workbench',
      {
        ...workbench,
        hardware: { ...workbench.hardware, privileged: true },
      },
      'spec.hardware.privileged',
    ],
    [
      'a volume without size',
      'Workbench',
      { ...workbench, storage: [{ name: 'work', mountPath: '/data' }] },
      'spec.storage[0].size',
    ],
    [
      'a mount path that climbs',
      'Workbench',
      {
        ...workbench,
        storage: [{ name: 'w', size: '1Gi', mountPath: '/a/../etc' }],
      },
      'spec.storage[0].mountPath',
    ],
    [
      'two volumes of one name',
      'Workbench',
      {
        ...workbench,
        storage: [
          { name: 'w', size: '1Gi', mountPath: '/a' },
          { name: 'w', size: '1Gi', mountPath: '/b' },
        ],
      },
      'spec.storage[1].name',
    ],
    [
      'a secret in plain sight',
      'Workbench',
      { ...workbench, env: [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'x' }] },
      'spec.env[0].name',
    ],
    [
      'the address of a notebook, which is ours',
      'Workbench',
      { ...workbench, env: [{ name: 'NB_PREFIX', value: '/' }] },
      'spec.env[0].name',
    ],
    [
      'the cache of a model server, which is ours',
      'ModelServer',
      { ...server, env: [{ name: 'HF_HOME', value: '/tmp' }] },
      'spec.env[0].name',
    ],
    [
      'an owner whom nobody could be',
      'Workbench',
      { ...workbench, owner: 'group:default/Fraud' },
      'spec.owner',
    ],
    [
      'too many accelerators',
      'Workbench',
      { ...workbench, hardware: { profile: 'nvidia-a100', count: 999999 } },
      'spec.hardware.count',
    ],
    [
      'negative accelerators',
      'Workbench',
      { ...workbench, hardware: { profile: 'nvidia-a100', count: -1 } },
      'spec.hardware.count',
    ],
    [
      'endless memory',
      'Workbench',
      { ...workbench, hardware: { profile: 'a', memory: '1e30' } },
      'spec.hardware.memory',
    ],
    [
      'ten thousand replicas',
      'ModelServer',
      { ...server, replicas: 10000 },
      'spec.replicas',
    ],
    [
      'a file as model',
      'ModelServer',
      { ...server, model: { uri: 'file:///etc/passwd' } },
      'spec.model.uri',
    ],
    [
      'the metadata service as model',
      'ModelServer',
      { ...server, model: { uri: 'https://169.254.169.254/latest' } },
      'spec.model.uri',
    ],
    [
      'a token in the address',
      'ModelServer',
      { ...server, model: { uri: 'hf://user:token@example/x' } },
      'spec.model.uri',
    ],
    [
      'an image without registry',
      'Workbench',
      { ...workbench, image: { ref: 'ubuntu' } },
      'spec.image.ref',
    ],
  ])('refuses %s and names the field', (_, kind, spec, field) => {
    expect(Object.keys(issues({ ...explore, kind }, spec))).toEqual([field]);
  });

  describe('of variables that are kept elsewhere', () => {
    const withEnv = (variable: object) =>
      issues(explore, {
        ...workbench,
        env: [{ name: 'DB_PASSWORD', ...variable }],
      });
    const secret = { name: 'db', key: 'password' };

    it('admits a Secret and a ConfigMap of the project', () => {
      expect(withEnv({ secret })).toEqual({});
      expect(withEnv({ configMap: { name: 'db', key: 'db.conf' } })).toEqual(
        {},
      );
    });

    it.each<[object, string]>([
      [{ value: 'x' }, 'spec.env[0].name'],
      [{}, 'spec.env[0].value'],
      [{ value: 'x', secret }, 'spec.env[0].value'],
      [{ secret, configMap: secret }, 'spec.env[0].value'],
      [{ secret: { name: 'db' } }, 'spec.env[0].secret.key'],
      [
        { secret: { ...secret, namespace: 'other' } },
        'spec.env[0].secret.namespace',
      ],
      [{ secret: { ...secret, name: 'other/db' } }, 'spec.env[0].secret.name'],
      [{ secret: { ...secret, key: '../x' } }, 'spec.env[0].secret.key'],
      [
        { secret: { ...secret, name: 'train-jupyter-token' } },
        'spec.env[0].secret.name',
      ],
      [{ name: 'NB_PREFIX', secret }, 'spec.env[0].name'],
    ])('refuses %j', (variable, field) => {
      expect(Object.keys(withEnv(variable))).toContain(field);
    });

    it('has nowhere to keep them for a model server', () => {
      expect(
        issues(
          { ...explore, kind: 'ModelServer' },
          { ...server, env: [{ name: 'DB', value: 'x', secret }] },
        ),
      ).toEqual({ 'spec.env[0].secret': 'is not a known field' });
    });
  });

  describe('of storage that exists already', () => {
    const withStorage = (storage: object) =>
      issues(explore, {
        ...workbench,
        storage: [{ name: 'data', mountPath: '/data', ...storage }],
      });

    it('admits it instead of a size', () => {
      expect(withStorage({ existing: 'shared-data' })).toEqual({});
      expect(
        withStorage({ existing: 'shared-data', onDelete: 'retain' }),
      ).toEqual({});
    });

    it.each<[object, string]>([
      [{ existing: 'a', size: '1Gi' }, 'spec.storage[0].size'],
      [{ existing: 'a', onDelete: 'delete' }, 'spec.storage[0].onDelete'],
      [{ existing: 'other/a' }, 'spec.storage[0].existing'],
    ])('refuses %j', (storage, field) => {
      expect(Object.keys(withStorage(storage))).toEqual([field]);
    });
  });

  it.each([{ stopAfter: '2h', basis: 'accelerator' }, { basis: 'never' }, {}])(
    'does not promise to stop an idle workbench: %j',
    idle => {
      expect(issues(explore, { ...workbench, idle })).toEqual({
        'spec.idle': expect.stringContaining('is not built yet'),
      });
    },
  );

  it('takes prototype keys for unknown fields', () => {
    const spec = JSON.parse(
      `{"owner":"group:default/a","constructor":{"prototype":{}}}`,
    );
    expect(
      issues({ kind: 'Project', project: 'fraud', name: 'fraud' }, spec),
    ).toEqual({ 'spec.constructor': 'is not a known field' });
  });

  it('wants a Project to be named as its project', () => {
    expect(
      issues(
        { kind: 'Project', project: 'fraud', name: 'other' },
        { owner: 'group:default/fraud' },
      ),
    ).toEqual({ name: 'of a Project must equal its project' });
  });
});

describe('asset refs', () => {
  it('go to text and back', () => {
    expect(parseAssetRef(stringifyAssetRef(explore))).toEqual(explore);
  });

  it.each(['Workbench:fraud', 'Secret:fraud/x', 'Workbench:../x/y', ''])(
    'does not read %s',
    text => {
      expect(parseAssetRef(text)).toBeUndefined();
    },
  );
});

describe('specJsonSchema', () => {
  it('is closed, so that forms and docs refuse what the API refuses', () => {
    expect(specJsonSchema('Workbench')).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['image', 'hardware'],
    });
  });
});
