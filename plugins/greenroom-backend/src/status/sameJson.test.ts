import { canonical } from './canonical';
import { sameJson } from './sameJson';

const VALUES = [
  null,
  0,
  1,
  '1',
  '',
  true,
  [],
  [1, 2],
  [2, 1],
  [{}],
  {},
  { a: undefined },
  { a: null },
  { a: 1, b: [{ c: 2 }] },
  { b: [{ c: 2 }], a: 1, d: undefined },
  { a: 1, b: [{ c: 3 }] },
  { a: 1 },
  { 0: 1, 1: 2 },
];

describe('sameJson', () => {
  it('says of every two values what their canonical texts say', () => {
    for (const a of VALUES) {
      for (const b of VALUES) {
        expect([a, b, sameJson(a, b)]).toEqual([
          a,
          b,
          canonical(a) === canonical(b),
        ]);
      }
    }
  });

  it('takes a value and what the database made of it for the same', () => {
    const value = { a: [{ b: undefined, c: 1 }], d: undefined, e: 'e' };
    expect(sameJson(value, JSON.parse(JSON.stringify(value)))).toBe(true);
  });
});
