import { percentile, summarise } from './statistics';

describe('summarise', () => {
  it.each([
    [[3], { value: 3, min: 3, max: 3 }],
    [[5, 1, 3], { value: 3, min: 1, max: 5 }],
    [[4, 1, 3, 2], { value: 2.5, min: 1, max: 4 }],
  ])('%p', (figures, expected) => {
    expect(summarise(figures)).toEqual(expected);
  });

  it('has no figure for nothing', () => {
    expect(() => summarise([])).toThrow('nothing');
  });
});

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    [50, 50],
    [99, 99],
    [100, 100],
    [0, 1],
  ])('%d', (percent, expected) => {
    expect(percentile(hundred, percent)).toBe(expected);
  });
});
