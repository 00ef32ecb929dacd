import { shared, sharedValues } from './shared';

describe('shared', () => {
  it('says what it was given', () => {
    expect(shared('fraud')).toBe('fraud');
    expect(shared(undefined)).toBeUndefined();
    expect(sharedValues({ app: 'explore' })).toEqual({ app: 'explore' });
    expect(sharedValues(undefined)).toBeUndefined();
  });

  it('does not hold for ever what nobody uses', () => {
    for (let index = 0; index < 250_000; index++) shared(`${index}`);
    expect(shared('fraud')).toBe('fraud');
  });
});
