import { percentile, slopeOf, summarise } from './statistics';

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

describe('slopeOf', () => {
  it.each([
    [[0, 1, 2], [5, 5, 5], 0],
    [[0, 1, 2], [1, 3, 5], 2],
    [[0, 1, 2, 3], [1, 0, 1, 0], -0.2],
  ])('of %p and %p', (at, figures, expected) => {
    expect(slopeOf(at, figures)).toBeCloseTo(expected);
  });

  it('has none for a point', () => {
    expect(() => slopeOf([1], [1])).toThrow('slope');
  });
});
