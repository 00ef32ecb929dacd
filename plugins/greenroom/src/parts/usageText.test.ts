import { fillText, isNearlyFull } from './usageText';

const GI = 2 ** 30;

describe('fillText', () => {
  it.each([
    [12.4 * GI, 20 * GI, '12.4 of 20 GiB used'],
    [0, 20 * GI, '0 of 20 GiB used'],
    [1, 20 * GI, 'less than 0.1 of 20 GiB used'],
    [512 * GI, 1_024 * GI, '0.5 of 1 TiB used'],
    [19.96 * GI, 19.6 * GI, '20 of 19.6 GiB used'],
    [300, 512, '300 of 512 B used'],
  ])('says of %d of %d bytes: %s', (used, capacity, text) => {
    expect(fillText(used, capacity)).toBe(text);
  });
});

describe('isNearlyFull', () => {
  it('is so over 85 %', () => {
    expect(isNearlyFull(85, 100)).toBe(false);
    expect(isNearlyFull(86, 100)).toBe(true);
  });
});
