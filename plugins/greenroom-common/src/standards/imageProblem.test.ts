import { imageProblem } from './imageProblem';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const allowing = (...imageRegistries: string[]) => ({
  imageRegistries,
  requireDigest: false,
});

describe('imageProblem', () => {
  it.each([
    ['quay.io', 'quay.io/a/b:1'],
    ['quay.io/', 'quay.io/a/b'],
    ['quay.io/team', 'quay.io/team/b:1'],
    ['quay.io/team/b', `quay.io/team/b@${DIGEST}`],
    ['quay.io/team/b', 'quay.io/team/b:1'],
    ['quay.io/team/b', 'quay.io/team/b'],
    ['registry.example.org:5000', 'registry.example.org:5000/a'],
  ])('%s allows %s', (registry, ref) => {
    expect(imageProblem(ref, allowing('other.org', registry))).toBeUndefined();
  });

  it.each([
    ['quay.io', 'quay.io.evil.org/a'],
    ['quay.io', 'quay.io:8443/a'],
    ['quay.io/team', 'quay.io/teams/b'],
    ['quay.io/team', 'quay.io/team.evil/b'],
    ['quay.io/team/b', 'quay.io/team/bb:1'],
  ])('%s does not allow %s', (registry, ref) => {
    expect(imageProblem(ref, allowing(registry))).toBe(
      `must come from one of: ${registry}`,
    );
  });

  it('says what to do instead where none is allowed', () => {
    expect(imageProblem('quay.io/a', allowing())).toBe(
      'is not allowed: images come from the standards; choose one by name',
    );
  });

  it('demands a digest where policy does', () => {
    const policy = { imageRegistries: ['quay.io'], requireDigest: true };
    expect(imageProblem('quay.io/a:1', policy)).toContain(
      'must carry a digest',
    );
    expect(imageProblem(`quay.io/a:1@${DIGEST}`, policy)).toBeUndefined();
  });
});
