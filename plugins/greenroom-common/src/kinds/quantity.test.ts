import { parseQuantity, storageQuantity } from './quantity';

describe('parseQuantity', () => {
  it.each([
    ['500m', 0.5],
    ['2', 2],
    ['1.5', 1.5],
    ['20Gi', 20 * 2 ** 30],
    ['1k', 1000],
    ['1e3', 1000],
    ['12E', 12e18],
    [8, 8],
  ])('reads %s', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value);
  });

  it.each(['', 'abc', '1Xi', '1 Gi', '1e999', '--1', undefined])(
    'does not take %s for a number',
    text => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );
});

describe('storageQuantity', () => {
  it.each(['-5Gi', '0', '1e30', '101Ti', 'NaN', '999999999999Ei'])(
    'refuses %s',
    size => {
      expect(storageQuantity.safeParse(size).success).toBe(false);
    },
  );

  it('says what the bounds are', () => {
    expect(storageQuantity.safeParse('0').error?.issues[0].message).toBe(
      'size must be between 1Mi and 100Ti',
    );
  });
});
