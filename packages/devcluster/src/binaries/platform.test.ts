import { cacheDirectory } from './cacheDirectory';
import { currentPlatform } from './platform';
import { VERSION_KEY } from './versions';

describe('currentPlatform', () => {
  it("speaks Go's names", () => {
    expect(currentPlatform('linux', 'x64')).toEqual({
      os: 'linux',
      arch: 'amd64',
    });
    expect(currentPlatform('darwin', 'arm64')).toEqual({
      os: 'darwin',
      arch: 'arm64',
    });
  });

  it('says what to do elsewhere', () => {
    expect(() => currentPlatform('win32', 'x64')).toThrow(
      'not on win32 x64. Use an existing cluster instead: npm start -- --kubeconfig FILE',
    );
  });
});

describe('cacheDirectory', () => {
  it('names versions and platform, below XDG_CACHE_HOME', () => {
    expect(
      cacheDirectory({ os: 'linux', arch: 'arm64' }, { XDG_CACHE_HOME: '/c' }),
    ).toBe(`/c/greenroom/devcluster/${VERSION_KEY}/linux-arm64`);
  });
});
