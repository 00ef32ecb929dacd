import {
  InvalidDeclarationError,
  Kind,
  KindSpecs,
  standards as schema,
  Standards,
} from '@greenroom/backstage-plugin-greenroom-common';
import { resolveStandards } from './resolveStandards';

const offered = schema.parse({
  hardwareProfiles: [
    {
      name: 'small',
      cpu: { default: '1', min: '500m', max: '4' },
      memory: { default: '2Gi' },
    },
    {
      name: 'a100',
      for: ['ModelServer'],
      cpu: { default: '8' },
      memory: { default: '64Gi' },
      accelerator: {
        resource: 'nvidia.com/gpu',
        product: 'NVIDIA A100',
        count: { default: 1, min: 1, max: 8 },
      },
    },
    {
      name: 'k80',
      lifecycle: 'blocked',
      cpu: { default: '8' },
      memory: { default: '64Gi' },
    },
  ],
  workbenchImages: [
    { name: 'pytorch', version: '1', lifecycle: 'recommended', ref: 'r/p:1' },
    { name: 'pytorch', version: '2', lifecycle: 'recommended', ref: 'r/p:2' },
    { name: 'pytorch', version: '3', ref: 'r/p:3' },
    { name: 'tensorflow', version: '1', ref: 'r/t:1' },
    { name: 'tensorflow', version: '2', lifecycle: 'blocked', ref: 'r/t:2' },
  ],
  servingRuntimes: [
    {
      name: 'vllm',
      image: 'r/vllm',
      modelFormats: ['vLLM'],
      protocol: 'openai',
    },
  ],
  projectTiers: [
    { name: 'old', lifecycle: 'blocked' },
    { name: 'standard', quota: { pods: '10' } },
  ],
});
const DIGEST = `sha256:${'a'.repeat(64)}`;

const workbench = (
  change: Partial<KindSpecs['Workbench']>,
): KindSpecs['Workbench'] => ({
  image: { name: 'pytorch' },
  hardware: { profile: 'small' },
  ...change,
});
const server = (
  change: Partial<KindSpecs['ModelServer']>,
): KindSpecs['ModelServer'] => ({
  model: { uri: 'hf://org/model' },
  runtime: { name: 'vllm' },
  hardware: { profile: 'a100' },
  ...change,
});

function issuesOf<K extends Kind>(
  kind: K,
  spec: KindSpecs[K],
  standards: Standards = offered,
) {
  try {
    resolveStandards(kind, spec, standards);
  } catch (error) {
    if (error instanceof InvalidDeclarationError) return error.issues;
    throw error;
  }
  return [];
}

describe('resolveStandards', () => {
  it('takes the last recommended version, else the last supported one that is not blocked', () => {
    const versionOf = (name: string) =>
      resolveStandards('Workbench', workbench({ image: { name } }), offered)
        .image?.version;
    expect(versionOf('pytorch')).toBe('2');
    expect(versionOf('tensorflow')).toBe('1');
  });

  it('records profile, runtime and tier as they are today', () => {
    expect(resolveStandards('ModelServer', server({}), offered)).toMatchObject({
      profile: { name: 'a100', version: '1' },
      runtime: { name: 'vllm', image: 'r/vllm', port: 8080 },
    });
    expect(
      resolveStandards('Project', { owner: 'group:default/a' }, offered),
    ).toMatchObject({ tier: { name: 'standard', quota: { pods: '10' } } });
    expect(
      resolveStandards(
        'Project',
        { owner: 'group:default/a' },
        schema.parse({}),
      ),
    ).toEqual({});
  });

  it.each<[Partial<KindSpecs['Workbench']>, string, string]>([
    [{ image: { name: 'jax' } }, 'spec.image', '"jax" is not offered'],
    [
      { image: { name: 'tensorflow', version: '2' } },
      'spec.image',
      '"tensorflow" version "2" is blocked',
    ],
    [
      { hardware: { profile: 'a100' } },
      'spec.hardware.profile',
      '"a100" is not for a Workbench',
    ],
    [
      { hardware: { profile: 'k80' } },
      'spec.hardware.profile',
      '"k80" is blocked',
    ],
    [
      { hardware: { profile: 'small', cpu: '5' } },
      'spec.hardware.cpu',
      'must be between 500m and 4',
    ],
    [
      { hardware: { profile: 'small', memory: '4Gi' } },
      'spec.hardware.memory',
      'must be 2Gi',
    ],
    [
      { sharedMemory: '3Gi' },
      'spec.sharedMemory',
      'must be at most 2Gi, the memory that it is a part of',
    ],
    [
      { hardware: { profile: 'small', count: 1 } },
      'spec.hardware.count',
      'must be left out: profile "small" has no accelerator',
    ],
  ])('refuses %j of a workbench', (change, field, message) => {
    expect(issuesOf('Workbench', workbench(change))).toEqual([
      { field, message: expect.stringContaining(message) },
    ]);
  });

  it('refuses what a model server cannot have, all at once', () => {
    const spec = server({
      model: { uri: 'hf://org/model', format: 'onnx' },
      hardware: { profile: 'a100', count: 9 },
    });
    expect(issuesOf('ModelServer', spec)).toEqual([
      {
        field: 'spec.model.format',
        message: '"onnx" is not served by "vllm"; choose one of: vLLM',
      },
      { field: 'spec.hardware.count', message: 'must be between 1 and 8' },
    ]);
    expect(issuesOf('Project', { owner: 'group:a/b', tier: 'old' })).toEqual([
      { field: 'spec.tier', message: '"old" is blocked' },
    ]);
  });

  it('holds what a project may use against the tier that it has', () => {
    const tier = schema.parse({
      projectTiers: [
        {
          name: 'cpu',
          accelerators: ['amd.com/gpu'],
          limits: { max: { cpu: '2' }, min: { memory: '4Gi' } },
        },
      ],
    }).projectTiers[0];
    const issues = <K extends Kind>(kind: K, spec: KindSpecs[K]) => {
      try {
        return resolveStandards(kind, spec, offered, { tier });
      } catch (error) {
        return (error as InvalidDeclarationError).issues;
      }
    };
    expect(issues('ModelServer', server({}))).toEqual([
      {
        field: 'spec.hardware.profile',
        message:
          '"a100" has nvidia.com/gpu, which tier "cpu" does not allow; choose one with: amd.com/gpu',
      },
      {
        field: 'spec.hardware.cpu',
        message: 'is 8, and must be at most 2 in tier "cpu"',
      },
    ]);
    expect(issues('Workbench', workbench({}))).toEqual([
      {
        field: 'spec.hardware.memory',
        message: 'is 2Gi, and must be at least 4Gi in tier "cpu"',
      },
    ]);
    const free = { ...tier, limits: undefined };
    expect(
      resolveStandards('Workbench', workbench({}), offered, {
        tier: free,
        namespace: 'lab',
      }),
    ).toMatchObject({ tier: free, namespace: 'lab' });
  });

  it('makes nobody an admin where the tier says nothing of admins', () => {
    const spec: KindSpecs['Project'] = {
      owner: 'group:default/a',
      members: [
        { ref: 'user:default/ada' },
        { ref: 'user:default/dana', role: 'admin' },
      ],
    };
    expect(issuesOf('Project', spec)).toEqual([
      {
        field: 'spec.members[1].role',
        message:
          '"admin" is not offered by tier "standard"; choose viewer or member',
      },
    ]);
    const roles = { admin: 'edit' };
    const generous = schema.parse({ projectTiers: [{ name: 'all', roles }] });
    expect(issuesOf('Project', spec, generous)).toEqual([]);
  });

  it('admits images by reference only as policy says', () => {
    const strict = schema.parse({
      ...offered,
      policy: {
        imageRegistries: ['registry.example.org/team'],
        requireDigest: true,
      },
    });
    const image = (ref: string) => workbench({ image: { ref } });
    const ref = `registry.example.org/team/x@${DIGEST}`;
    expect(resolveStandards('Workbench', image(ref), strict).image).toEqual({
      ref,
    });
    expect(issuesOf('Workbench', image(ref))).toHaveLength(1);
    expect(
      issuesOf('Workbench', image('registry.example.org/team/x:1'), strict),
    ).toHaveLength(1);
    expect(
      issuesOf(
        'Workbench',
        image(`registry.example.org/teams/x@${DIGEST}`),
        strict,
      ),
    ).toHaveLength(1);
  });
});
