import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readStandards } from './readStandards';

const directory = createMockDirectory();
const read = (standards?: JsonObject) =>
  readStandards(
    new ConfigReader(standards ? { greenroom: { standards } } : {}),
  );
const tier = (name: string) => ({ name });

describe('readStandards', () => {
  it('joins what app-config and its files offer', () => {
    directory.setContent({
      'tiers.yaml':
        'projectTiers: [{ name: big }]\npolicy: { requireDigest: true }',
    });
    const standards = read({
      projectTiers: [tier('small')],
      files: [directory.resolve('tiers.yaml')],
    });
    expect(standards.projectTiers.map(({ name }) => name)).toEqual([
      'small',
      'big',
    ]);
    expect(standards.policy).toEqual({
      requireDigest: true,
      imageRegistries: [],
    });
  });

  it('offers nothing when nothing is written', () => {
    expect(read()).toMatchObject({ workbenchImages: [], projectTiers: [] });
  });

  it('names the field and the file that is wrong', () => {
    expect(() => read({ projectTiers: [{ name: 'No Name' }] })).toThrow(
      'greenroom.standards.projectTiers.0.name: must consist of',
    );
    directory.setContent({
      'wrong.yaml': 'projectTiers: [{ name: a, cpu: 1 }]',
    });
    const file = directory.resolve('wrong.yaml');
    expect(() => read({ files: [file] })).toThrow(`${file}.projectTiers.0`);
    expect(() => read({ files: ['nowhere.yaml'] })).toThrow(
      "Cannot read greenroom.standards.files 'nowhere.yaml'",
    );
  });

  it.each(['origin', 'namespace'])(
    'refuses %s of a profile, which only a cluster says',
    field => {
      const profile = {
        name: 'a',
        cpu: { default: '1' },
        memory: { default: '1Gi' },
        cluster: 'prod',
        queue: { name: 'team', priorityClass: 'high' },
      };
      expect(read({ hardwareProfiles: [profile] })).toMatchObject({
        hardwareProfiles: [profile],
      });
      expect(() =>
        read({ hardwareProfiles: [{ ...profile, [field]: 'x' }] }),
      ).toThrow(`Unrecognized key: "${field}"`);
    },
  );

  it.each([
    ['a key twice', 'projectTiers: []\nprojectTiers: []'],
    ['code', 'projectTiers: !!js/function "function(){}"\n- x'],
    [
      'aliases that explode',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nprojectTiers: [*c,*c,*c,*c]`,
    ],
  ])('refuses a file with %s', (_what, text) => {
    directory.setContent({ 'bad.yaml': text });
    expect(() => read({ files: [directory.resolve('bad.yaml')] })).toThrow();
  });

  it.each<[string, JsonObject, string]>([
    ['an amount', { quota: { pods: 'many' } }, 'quota.pods: is not a'],
    [
      'bounds that cross',
      { limits: { max: { cpu: '1' }, default: { cpu: '2' } } },
      'limits.max.cpu: must not be below default, which is 2',
    ],
    ['a time', { ttl: 'soon' }, 'ttl: must be hours or days'],
    [
      'a password',
      { proxy: { http: 'http://me:secret@proxy.example.org' } },
      'proxy.http: must not hold a user or password',
    ],
    [
      'an address',
      { mirrors: { pip: 'ftp://x.org' } },
      'mirrors.pip: must begin',
    ],
    ['a resource', { accelerators: ['gpu'] }, 'accelerators.0: must be an ext'],
    ['a name', { pullSecrets: ['No'] }, 'pullSecrets.0: must consist of'],
    ['a profile', { defaultProfile: 'tpu' }, 'a.defaultProfile: "tpu" is not'],
    [
      'a profile that it does not allow',
      { defaultProfile: 'a100', accelerators: [] },
      'a.defaultProfile: "a100" has nvidia.com/gpu, which tier "a" does not allow',
    ],
  ])('refuses a tier with %s that cannot be', (_what, tierFields, message) => {
    const hardwareProfiles = [
      {
        name: 'a100',
        cpu: { default: '8' },
        memory: { default: '64Gi' },
        accelerator: {
          resource: 'nvidia.com/gpu',
          product: 'NVIDIA A100',
          count: { default: 1 },
        },
      },
    ];
    expect(() =>
      read({ hardwareProfiles, projectTiers: [{ name: 'a', ...tierFields }] }),
    ).toThrow(message);
    expect(() =>
      read({ hardwareProfiles, projectTiers: [{ name: 'a', ...tierFields }] }),
    ).not.toThrow('secret@');
  });

  it('refuses two entries that nobody could tell apart', () => {
    expect(() => read({ projectTiers: [tier('a'), tier('a')] })).toThrow(
      'greenroom.standards.projectTiers: a version 1 is written twice',
    );
  });
});
