import { KubeClient } from '@greenroom/controller-runtime';
import { testCluster } from './testCluster';
import { uniqueNamespace } from './uniqueNamespace';

describe('testCluster', () => {
  it('is one cluster for all tests of a file', async () => {
    const cluster = await testCluster();
    expect(await testCluster()).toBe(cluster);

    const { name, server, ca, accounts } = cluster;
    const { token } = accounts.portalReader;
    const client = new KubeClient({ name, server, ca, token });
    const { gitVersion } = await client.request<{ gitVersion: string }>({
      method: 'GET',
      path: '/version',
    });
    await client.close();
    expect(gitVersion).toBe('v1.36.3');
  }, 900_000);
});

describe('uniqueNamespace', () => {
  it('gives each caller a valid name of its own', () => {
    const names = Array.from({ length: 20 }, () => uniqueNamespace('models'));
    expect(new Set(names).size).toBe(20);
    expect(names[0]).toMatch(/^models-[0-9a-f]{8}$/);
  });
});
