import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aConfigMap, configMaps } from '../testing/configMaps';
import { FakeApiServer } from '../testing/FakeApiServer';
import { KubeClient } from './index';

describe('KubeClient over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kube-client-'));
  const keyFile = join(folder, 'key.pem');
  const certFile = join(folder, 'cert.pem');
  let server: FakeApiServer;

  beforeAll(async () => {
    execFileSync('openssl', [
      ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1'.split(
        ' ',
      ),
      ...['-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', keyFile, '-out', certFile],
    ]);
    server = await new FakeApiServer({
      key: readFileSync(keyFile),
      cert: readFileSync(certFile),
    }).start();
  });

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('shakes hands once for many requests', async () => {
    const ca = readFileSync(certFile, 'utf8');
    const kube = new KubeClient(
      { name: 'tls', server: server.url, ca },
      { maxInFlight: 1 },
    );
    const before = server.connections;
    for (let i = 0; i < 100; i++) {
      await kube.apply(configMaps, aConfigMap(`c${i}`), { fieldManager: 'me' });
    }
    expect(server.connections - before).toBe(1);
    await kube.close();
  });

  it('makes no more connections than requests are allowed in flight', async () => {
    const ca = readFileSync(certFile, 'utf8');
    const kube = new KubeClient(
      { name: 'tls', server: server.url, ca },
      { maxInFlight: 4 },
    );
    const before = server.connections;
    await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        kube.apply(configMaps, aConfigMap(`c${i}`), { fieldManager: 'me' }),
      ),
    );
    expect(server.connections - before).toBeLessThanOrEqual(4);
    await kube.close();
  });

  it('trusts nobody without a reason', async () => {
    const stranger = new KubeClient({ name: 'tls', server: server.url });
    await expect(
      stranger.get(configMaps, { namespace: 'a', name: 'c0' }),
    ).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    await stranger.close();

    const careless = new KubeClient({
      name: 'tls',
      server: server.url,
      skipTlsVerify: true,
    });
    await expect(
      careless.get(configMaps, { namespace: 'a', name: 'c0' }),
    ).resolves.toBeDefined();
    await careless.close();
  });
});
