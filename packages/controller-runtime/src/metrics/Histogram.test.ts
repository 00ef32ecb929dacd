import { Histogram } from './Histogram';

describe('Histogram', () => {
  it('counts each value in the first bucket that holds it', () => {
    const histogram = new Histogram([1, 10]);
    [0, 1, 1.5, 10, 11, 1_000].forEach(value => histogram.observe(value));
    expect(histogram.snapshot()).toEqual({
      bounds: [1, 10],
      counts: [2, 2, 2],
      count: 6,
      sum: 1_023.5,
    });
  });

  it('gives snapshots that do not change', () => {
    const histogram = new Histogram([1]);
    const before = histogram.snapshot();
    histogram.observe(1);
    expect(before).toMatchObject({ counts: [0, 0], count: 0 });
  });
});
