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

  it('refuses two entries that nobody could tell apart', () => {
    expect(() => read({ projectTiers: [tier('a'), tier('a')] })).toThrow(
      'greenroom.standards.projectTiers: a version 1 is written twice',
    );
  });
});
