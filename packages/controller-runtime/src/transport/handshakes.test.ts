import { aConfigMap, configMaps } from '../testing/configMaps';
import { testCertificate } from '../testing/certificate';
import { FakeApiServer } from '../testing/FakeApiServer';
import { KubeClient } from './index';

describe('KubeClient over TLS', () => {
  const { cert: ca } = testCertificate;
  let server: FakeApiServer;

  beforeAll(async () => {
    server = await new FakeApiServer(testCertificate).start();
  });

  afterAll(async () => {
    await server.stop();
  });

  it('shakes hands once for many requests', async () => {
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

  it('scenario 35: trusts nobody without a reason', async () => {
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
