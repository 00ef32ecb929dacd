import { parseChecksum } from './checksum';

const digest = 'ab'.repeat(32);
const other = 'cd'.repeat(32);

describe('parseChecksum', () => {
  it('reads the bare digest that Kubernetes publishes', () => {
    expect(parseChecksum(`${digest}\n`, 'kube-apiserver')).toBe(digest);
  });

  it("finds a file's line in a list", () => {
    const list = `${other}  etcd-arm64.tar.gz\n${digest} *etcd-amd64.tar.gz\n`;
    expect(parseChecksum(list, 'etcd-amd64.tar.gz')).toBe(digest);
    expect(parseChecksum(list, 'etcd-s390x.tar.gz')).toBeUndefined();
  });

  it('takes nothing else for a digest', () => {
    expect(parseChecksum('<html>Not found</html>', 'kwok')).toBeUndefined();
    expect(parseChecksum('', 'kwok')).toBeUndefined();
  });
});
