import { BadInput, models, names, specs } from './BadInput';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const ACCELERATED = { profile: 'nvidia-a100' };
const INJECTION = 'x"} or vector(1) or {a="';
// Lint takes the address itself for a script of ours.
const SCRIPT = ['javascript', 'alert(1)'].join(':');
const work = (change: object) => [
  { name: 'work', size: '1Gi', mountPath: '/work', ...change },
];
const git = (change: object) => ({
  storage: work({}),
  git: { url: 'https://git.example.org/fraud/notebooks.git', ...change },
});
const secretEnv = (name: string) => ({
  env: [{ name: 'A', secret: { name, key: 'x' } }],
});

/**
 * What must be refused, by the rows of docs/security.md. Rows that are refused
 * elsewhere than in a declaration have their tests there.
 */
export const BAD_INPUTS: readonly BadInput[] = [
  ...specs(
    1,
    [
      'an image of a stranger',
      'image.ref',
      { image: { ref: 'docker.io/attacker/x' } },
    ],
    [
      'an image without its digest',
      'image.ref',
      { image: { ref: 'registry.example.org/fraud/x:latest' } },
    ],
    [
      'an image from a registry that only begins alike',
      'image.ref',
      { image: { ref: `registry.example.org/fraudulent/x@${DIGEST}` } },
    ],
  ),
  ...specs(
    2,
    ['a host path', 'volumes', { volumes: [{ hostPath: { path: '/' } }] }],
    [
      'a host path as storage',
      'storage[0].hostPath',
      { storage: work({ hostPath: { path: '/' } }) },
    ],
  ),
  ...specs(
    3,
    [
      'privileges',
      'securityContext',
      { securityContext: { privileged: true } },
    ],
    [
      'a capability among the hardware',
      'hardware.capabilities',
      { hardware: { ...ACCELERATED, capabilities: { add: ['SYS_ADMIN'] } } },
    ],
    [
      'the network of the node',
      'hostNetwork',
      { hostNetwork: true },
      'ModelServer',
    ],
  ),
  ...specs(
    4,
    [
      'a service account',
      'serviceAccountName',
      { serviceAccountName: 'default' },
    ],
    [
      'the identity of another project',
      'serviceAccountName',
      { serviceAccountName: 'project-risk' },
      'ModelServer',
    ],
  ),
  ...specs(
    5,
    [
      'a mounted token',
      'automountServiceAccountToken',
      { automountServiceAccountToken: true },
    ],
    [
      'a mounted token of a predictor',
      'automountServiceAccountToken',
      { automountServiceAccountToken: true },
      'ModelServer',
    ],
  ),
  ...['kube-system', 'openshift-config', 'backstage', 'default'].map(
    (name): BadInput => ({
      row: 6,
      what: `the project ${name}`,
      kind: 'Project',
      ref: { project: name, name },
      field: 'project',
    }),
  ),
  {
    row: 6,
    what: 'a workbench in a namespace of the platform',
    kind: 'Workbench',
    ref: { project: 'kube-system' },
    field: 'project',
  },
  ...specs(
    6,
    ['another namespace', 'namespace', { namespace: 'kube-system' }],
    [
      'a project in a namespace of the platform',
      'namespace.existing',
      { namespace: { existing: 'kube-system' } },
      'Project',
    ],
    [
      'a project in a namespace that is a path',
      'namespace.existing',
      { namespace: { existing: '../other' } },
      'Project',
    ],
  ),
  ...names(
    8,
    '../../secrets/x',
    'a%2fb',
    'A_b',
    'a'.repeat(300),
    'еxplore',
    'x\u0000',
  ),
  {
    row: 9,
    what: 'a project that would be a selector',
    kind: 'Workbench',
    ref: { project: 'a,b in (c)' },
    field: 'project',
  },
  ...specs(
    9,
    ['a selector', 'selector', { selector: 'a,b in (c)' }],
    [
      'an owner that would be a selector',
      'owner',
      { owner: 'group:default/a,b in (c)' },
    ],
  ),
  ...specs(
    10,
    [
      'annotations',
      'annotations',
      { annotations: { 'argocd.argoproj.io/instance': 'x' } },
    ],
    [
      'labels',
      'labels',
      { labels: { 'app.kubernetes.io/managed-by': 'x' } },
      'ModelServer',
    ],
    [
      'metadata',
      'metadata',
      {
        metadata: {
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration': '{}',
          },
        },
      },
    ],
  ),
  ...specs(
    11,
    [
      'owner references',
      'ownerReferences',
      { ownerReferences: [{ kind: 'Node', name: 'a' }] },
    ],
    ['finalizers', 'finalizers', { finalizers: ['example.org/never'] }],
    ['managed fields', 'managedFields', { managedFields: [] }, 'Project'],
  ),
  ...specs(
    12,
    [
      'a cluster that is not configured',
      'cluster',
      { cluster: 'https://evil' },
      'Project',
    ],
    [
      'a cluster that it brings along',
      'cluster',
      { cluster: { name: 'dev', url: 'https://evil' } },
      'Project',
    ],
  ),
  ...specs(13, [
    'a kubeconfig',
    'kubeconfig',
    { kubeconfig: { users: [{ user: { exec: { command: 'sh' } } }] } },
    'Project',
  ]),
  ...models(
    14,
    'as model',
    'file:///etc/passwd',
    'http://169.254.169.254/',
    'https://169.254.169.254/latest/meta-data',
    'https://metadata.google.internal/computeMetadata/v1',
    'https://localhost/x',
    'hf://user:hf_token@example/x',
    'pvc://../other-project/x',
  ),
  ...specs(15, [
    'an endpoint with credentials',
    'endpoint',
    { endpoint: 'https://key:secret@s3.example.org' },
    'Connection',
  ]),
  ...specs(15, [
    'the metadata service as endpoint',
    'endpoint',
    { endpoint: 'http://169.254.169.254' },
    'Connection',
  ]),
  ...specs(
    16,
    [
      'a Secret of another project',
      'env[0].secret.name',
      secretEnv('other/db'),
    ],
    [
      'the token of another workbench',
      'env[0].secret.name',
      secretEnv('x-jupyter-token'),
    ],
    [
      'credentials for Git of another project',
      'git.secret',
      git({ secret: 'other/git' }),
    ],
    [
      'a connection of another project',
      'connections[0]',
      { connections: ['other/db'] },
    ],
  ),
  ...specs(16, [
    'a Secret of another project as connection',
    'secretRef.name',
    { values: undefined, secretRef: { name: 'other/db' } },
    'Connection',
  ]),
  ...specs(
    17,
    [
      'a secret in a plain variable',
      'env[0].name',
      { env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] },
    ],
    [
      'a repository with credentials in its address',
      'git.url',
      git({ url: 'https://dana:token@git.example.org/a.git' }),
    ],
  ),
  ...names(18, '${{ secrets.x }}', '{% include "x" %}'),
  ...specs(
    19,
    [
      'a number as YAML would read it',
      'hardware.count',
      { hardware: { ...ACCELERATED, count: '1e3' } },
    ],
    ['a title that YAML made false of', 'title', { title: false }],
  ),
  ...specs(
    20,
    ['__proto__', '__proto__', JSON.parse('{"__proto__":{"admin":true}}')],
    [
      'a constructor',
      'constructor',
      { constructor: { prototype: { admin: true } } },
    ],
    [
      '__proto__ further inside',
      'hardware.__proto__',
      { hardware: JSON.parse('{"profile":"small-cpu","__proto__":{"a":1}}') },
    ],
  ),
  ...names(21, INJECTION),
  ...specs(21, [
    'a model called like a query',
    'model.name',
    { model: { uri: 'hf://example/tiny', name: INJECTION } },
    'ModelServer',
  ]),
  ...specs(
    22,
    ['a script as address', 'git.url', git({ url: SCRIPT })],
    ['data as address', 'git.url', git({ url: 'data:text/html,x' })],
    [
      'an address without its scheme',
      'git.url',
      git({ url: '//evil.example/x.git' }),
    ],
    ['a script as location', 'sources[0]', { sources: [SCRIPT] }, 'Project'],
  ),
  ...specs(
    25,
    [
      'more accelerators than there can be',
      'hardware.count',
      { hardware: { ...ACCELERATED, count: 999999 } },
    ],
    [
      'fewer accelerators than none',
      'hardware.count',
      { hardware: { ...ACCELERATED, count: -1 } },
    ],
    [
      'memory beyond measure',
      'hardware.memory',
      { hardware: { profile: 'small-cpu', memory: '1e30' } },
    ],
    ['ten thousand replicas', 'replicas', { replicas: 10_000 }, 'ModelServer'],
    [
      'a volume beyond measure',
      'storage[0].size',
      { storage: work({ size: '99999999Ei' }) },
    ],
    [
      'more members than a project can have',
      'members',
      {
        members: Array.from({ length: 201 }, (_, index) => ({
          ref: `user:default/u${index}`,
        })),
      },
      'Project',
    ],
  ),
];
