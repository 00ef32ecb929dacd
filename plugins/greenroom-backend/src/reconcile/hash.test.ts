import { hash } from './hash';

describe('hash', () => {
  it('does not depend on the order of fields', () => {
    expect(hash({ a: 1, b: { c: 2, d: 3 } })).toBe(
      hash({ b: { d: 3, c: 2 }, a: 1 }),
    );
  });

  it('depends on the order of lists, and on values', () => {
    expect(hash([1, 2])).not.toBe(hash([2, 1]));
    expect(hash({ a: '1' })).not.toBe(hash({ a: 1 }));
  });

  it('takes an absent field and an undefined one as the same', () => {
    expect(hash({ a: 1, b: undefined })).toBe(hash({ a: 1 }));
  });
});
