import { gitFolder } from './git';
import { declarationWarnings } from './secretLike';
import {
  AssetRef,
  InvalidDeclarationError,
  Kind,
  parseAssetRef,
  specJsonSchema,
  stringifyAssetRef,
  validateDeclaration,
} from './kinds';

/** Put together: linters take the whole for code. */
const SCRIPT_ADDRESS = ['javascript', 'alert(1)'].join(':');

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

  describe('of a repository', () => {
    const withGit = (git: object) =>
      issues(explore, {
        ...workbench,
        git: { url: 'https://git.example.org/fraud/notebooks.git', ...git },
      });

    it.each([
      {},
      { url: 'https://github.com/a/b' },
      { url: 'https://git.example.org:8443/~me/a.b_c+d.git/' },
      { url: 'https://dev.azure.com/org/My%20Project/_git/repo' },
      { ref: 'feature/x-1' },
      { ref: '0f3c1d2', storage: 'work', secret: 'git-login' },
    ])('admits %j', git => {
      expect(withGit(git)).toEqual({});
    });

    it.each([
      SCRIPT_ADDRESS,
      'file:///etc/passwd',
      '/etc/passwd',
      'http://git.example.org/a.git',
      'ssh://git@git.example.org/a.git',
      'git@git.example.org:fraud/a.git',
      'ext::sh -c touch% /tmp/x',
      '--upload-pack=touch /tmp/x',
      'https://user:token@git.example.org/a.git',
      'https://token@git.example.org/a.git',
      'https://git.example.org/a.git?x=1',
      'https://git.example.org/a.git#x',
      'https://git.example.org/../a.git',
      'https://git.example.org/a/..',
      'https://git.example.org/-a',
      'https://git.example.org/$(id)',
      'https://git.example.org',
      'https://169.254.169.254/a.git',
      'https://127.0.0.1:8080/a.git',
      'https://localhost/a.git',
      `https://git.example.org/${'a'.repeat(600)}`,
    ])('refuses the address %s', url => {
      expect(Object.keys(withGit({ url }))).toEqual(['spec.git.url']);
    });

    it.each(['-b', '--orphan', 'a..b', 'a b', 'a:b', '$(id)', '@{-1}', ''])(
      'refuses the ref "%s"',
      ref => {
        expect(Object.keys(withGit({ ref }))).toEqual(['spec.git.ref']);
      },
    );

    it('refuses a Secret elsewhere, and the token of a workbench', () => {
      expect(withGit({ secret: 'other/git' })).toHaveProperty([
        'spec.git.secret',
      ]);
      expect(withGit({ secret: 'train-jupyter-token' })).toEqual({
        'spec.git.secret':
          'belongs to a workbench; Greenroom gives it to nobody else',
      });
    });

    it('wants a volume that keeps it', () => {
      expect(withGit({ storage: 'data' })).toEqual({
        'spec.git.storage': 'must be one of the volumes: work',
      });
      const git = { url: 'https://git.example.org/a' };
      expect(issues(explore, { ...workbench, storage: [], git })).toEqual({
        'spec.git': 'needs a volume to be cloned into: add one to "storage"',
      });
    });

    it('makes the folder that git would', () => {
      expect(
        ['a/notebooks.git', 'a/notebooks/', 'a/b.c', 'a/x.git/'].map(path =>
          gitFolder(`https://git.example.org/${path}`),
        ),
      ).toEqual(['notebooks', 'notebooks', 'b.c', 'x']);
    });
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

describe('declarationWarnings', () => {
  const PEM = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ');

  it.each([
    `${PEM}\nMIIE`,
    `AKIA${'A1'.repeat(8)}`,
    `ghp_${'a1'.repeat(18)}`,
    `glpat-${'a'.repeat(20)}`,
    `hf_${'a'.repeat(34)}`,
    `sk-${'a'.repeat(24)}`,
    `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.c`,
    'postgres://dana:hunter2@db.example.org/fraud',
  ])('warns of what looks like a credential, without repeating it', value => {
    const warnings = declarationWarnings({
      ...workbench,
      env: [
        { name: 'LEVEL', value: 'info' },
        { name: 'SETTING', value },
      ],
    });
    expect(warnings).toEqual([
      {
        field: 'spec.env[1].value',
        message: expect.stringContaining('looks like a credential'),
      },
    ]);
    expect(JSON.stringify(warnings)).not.toContain(value);
  });

  it.each(['info', 'https://example.org/a@b', 's3://models/a', 'task-runner'])(
    'does not warn of %s',
    value => {
      expect(declarationWarnings({ env: [{ name: 'A', value }] })).toEqual([]);
    },
  );

  it('takes what nobody has checked yet', () => {
    for (const spec of [{}, { env: {} }, { env: [null, 1, {}] }]) {
      expect(declarationWarnings(spec)).toEqual([]);
    }
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
