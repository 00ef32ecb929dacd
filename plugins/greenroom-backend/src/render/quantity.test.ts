import { canonicalQuantity } from './quantity';

describe('canonicalQuantity', () => {
  it.each([
    ['1000m', '1'],
    ['0.5', '500m'],
    ['1500m', '1500m'],
    ['2', '2'],
    ['1024Mi', '1Gi'],
    ['0.5Gi', '512Mi'],
    ['1.5Gi', '1536Mi'],
    ['8000M', '8G'],
    ['512', '512'],
    ['0', '0'],
    ['1e3', '1e3'],
  ])('writes %s as the apiserver does: %s', (text, expected) => {
    expect(canonicalQuantity(text)).toBe(expected);
  });
});
