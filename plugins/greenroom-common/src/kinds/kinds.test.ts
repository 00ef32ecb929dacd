import {
  AssetRef,
  InvalidDeclarationError,
  Kind,
  parseAssetRef,
  specJsonSchema,
  stringifyAssetRef,
  validateDeclaration,
} from './kinds';

const workbench = {
  image: { name: 'pytorch', version: '2026.2' },
  hardware: { profile: 'nvidia-a100', count: 1 },
  storage: [{ name: 'work', size: '20Gi', mountPath: '/opt/app-root/src' }],
};
const server = {
  model: { uri: 'hf://example/tiny' },
  runtime: { name: 'vllm' },
  hardware: { profile: 'nvidia-a100' },
};
const explore: AssetRef = {
  kind: 'Workbench',
  project: 'fraud',
  name: 'explore',
};

function issues(ref: AssetRef, spec: unknown): Record<string, string> {
  try {
    validateDeclaration(ref, spec);
  } catch (error) {
    return Object.fromEntries(
      (error as InvalidDeclarationError).issues.map(({ field, message }) => [
        field,
        message,
      ]),
    );
  }
  return {};
}

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
