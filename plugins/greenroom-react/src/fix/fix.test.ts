import { applyChange } from './applyChange';
import { differences } from './differences';

const spec = {
  hardware: { profile: 'nvidia-a100', count: 9, cpu: '4' },
  env: [{ name: 'A', value: '1' }],
  title: 'Explore',
};

describe('applyChange', () => {
  it('changes the named fields and leaves the others', () => {
    expect(applyChange(spec, { hardware: { count: 8 } })).toEqual({
      ...spec,
      hardware: { profile: 'nvidia-a100', count: 8, cpu: '4' },
    });
  });

  it('removes with null, replaces lists, and does not touch the original', () => {
    const before = JSON.stringify(spec);

    expect(
      applyChange(spec, { title: null, env: [], hardware: { cpu: null } }),
    ).toEqual({ hardware: { profile: 'nvidia-a100', count: 9 }, env: [] });
    expect(JSON.stringify(spec)).toBe(before);
  });

  it('adds what was not there', () => {
    expect(applyChange({}, { hardware: { count: 1 } })).toEqual({
      hardware: { count: 1 },
    });
  });
});

describe('differences', () => {
  it('names the fields down to the plain value', () => {
    expect(
      differences(spec, {
        ...spec,
        title: undefined,
        hardware: { profile: 'cpu', count: 9, cpu: '4' },
        env: [],
        replicas: 2,
      }),
    ).toEqual([
      { field: 'hardware.profile', before: 'nvidia-a100', after: 'cpu' },
      { field: 'env', before: '[{"name":"A","value":"1"}]', after: '[]' },
      { field: 'title', before: 'Explore', after: undefined },
      { field: 'replicas', before: undefined, after: '2' },
    ]);
  });

  it('finds none between equal specs', () => {
    expect(differences(spec, structuredClone(spec))).toEqual([]);
  });
});
