import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionFromKubeconfig, connectionInCluster } from './index';

// Whoever asks first loads @kubernetes/client-node, which takes seconds on busy cores.
jest.setTimeout(30_000);

describe('connections', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  const file = join(folder, 'config');

  const base64 = (text: string) => Buffer.from(text).toString('base64');

  const write = (user: object, cluster: object = {}) =>
    writeFileSync(
      file,
      JSON.stringify({
        'current-context': 'main',
        contexts: [
          { name: 'main', context: { cluster: 'prod', user: 'me' } },
          { name: 'broken', context: { cluster: 'nowhere', user: 'me' } },
        ],
        clusters: [
          {
            name: 'prod',
            cluster: { server: 'https://prod:6443', ...cluster },
          },
        ],
        users: [{ name: 'me', user }],
      }),
    );

  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a cluster and its user', async () => {
    writeFileSync(join(folder, 'key.pem'), 'KEY');
    write(
      { 'client-certificate-data': base64('CERT'), 'client-key': 'key.pem' },
      {
        'certificate-authority-data': base64('CA'),
        'tls-server-name': 'kubernetes',
      },
    );
    await expect(connectionFromKubeconfig(file)).resolves.toMatchObject({
      name: 'prod',
      server: 'https://prod:6443',
      ca: 'CA',
      cert: 'CERT',
      key: 'KEY',
      serverName: 'kubernetes',
    });
  });

  it.each([
    [{ exec: { command: 'aws' } }, "user 'me' authenticates by 'exec'"],
    [{ 'auth-provider': { name: 'gcp' } }, "authenticates by 'authProvider'"],
    [{ username: 'me', password: 'x' }, "authenticates by 'username'"],
  ])('refuses a user with %p', async (user, message) => {
    write(user);
    await expect(connectionFromKubeconfig(file)).rejects.toThrow(message);
  });

  it('runs no program that the file names', async () => {
    const touched = join(folder, 'touched');
    write({ exec: { command: 'touch', args: [touched] } });
    await expect(connectionFromKubeconfig(file)).rejects.toThrow(
      'which is not run here',
    );
    expect(existsSync(touched)).toBe(false);
  });

  it('says what is missing', async () => {
    write({ token: 't' });
    await expect(connectionFromKubeconfig(file, 'other')).rejects.toThrow(
      `kubeconfig ${file}: no context 'other'; it has 'main', 'broken'`,
    );
    await expect(connectionFromKubeconfig(file, 'broken')).rejects.toThrow(
      "context 'broken' names no known cluster",
    );
    write({ token: 't' }, { 'proxy-url': 'socks5://proxy' });
    await expect(connectionFromKubeconfig(file)).rejects.toThrow("'proxy-url'");
    await expect(
      connectionFromKubeconfig(join(folder, 'none')),
    ).rejects.toThrow('no such file');
  });

  it('finds the cluster it runs in', async () => {
    const { KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT } = process.env;
    delete process.env.KUBERNETES_SERVICE_HOST;
    expect(() => connectionInCluster(folder)).toThrow('not in a cluster');

    writeFileSync(join(folder, 'ca.crt'), 'CA');
    writeFileSync(join(folder, 'token'), 'T');
    process.env.KUBERNETES_SERVICE_HOST = 'fd00::1';
    process.env.KUBERNETES_SERVICE_PORT = '6443';
    const connection = connectionInCluster(folder);
    expect(connection).toMatchObject({
      server: 'https://[fd00::1]:6443',
      ca: 'CA',
    });
    const read = connection.token as () => Promise<string>;
    await expect(read()).resolves.toBe('T');
    writeFileSync(join(folder, 'token'), 'rotated\n');
    await expect(read()).resolves.toBe('rotated');
    Object.assign(process.env, {
      KUBERNETES_SERVICE_HOST,
      KUBERNETES_SERVICE_PORT,
    });
    if (KUBERNETES_SERVICE_HOST === undefined) {
      delete process.env.KUBERNETES_SERVICE_HOST;
      delete process.env.KUBERNETES_SERVICE_PORT;
    }
  });
});
