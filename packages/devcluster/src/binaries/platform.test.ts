import { cacheDirectory } from './cacheDirectory';
import { currentPlatform } from './platform';

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
      cacheDirectory(
        { key: 'k8s-1_etcd-2' },
        { os: 'linux', arch: 'arm64' },
        { XDG_CACHE_HOME: '/c' },
      ),
    ).toBe('/c/greenroom/devcluster/k8s-1_etcd-2/linux-arm64');
  });
});
