import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterConfig, machineConfig, mergeConfig } from './portalConfig.mjs';

test('the Kubernetes plugin and Greenroom get different tokens, and each only its own', () => {
  const { kubernetes, greenroom } = clusterConfig({
    name: 'dev',
    url: 'https://127.0.0.1:6443',
    caData: 'Q0E=',
    readerToken: 'reader',
    greenroomToken: 'writer',
    simulated: true,
  });
  const [cluster] = kubernetes.clusterLocatorMethods[0].clusters;
  assert.equal(cluster.serviceAccountToken, 'reader');
  assert.equal(JSON.stringify(kubernetes).includes('writer'), false);
  assert.deepEqual(greenroom.clusters, {
    dev: { serviceAccountToken: 'writer', simulated: true },
  });
});

test('Greenroom is told of the Prometheus that there is', () => {
  const { greenroom } = clusterConfig({
    name: 'dev',
    url: 'https://127.0.0.1:6443',
    readerToken: 'reader',
    greenroomToken: 'writer',
    prometheus: 'http://127.0.0.1:9090',
  });
  assert.deepEqual(greenroom.clusters.dev.prometheus, {
    url: 'http://127.0.0.1:9090',
  });
});

test('merging keeps what both sides say of one object, and replaces lists', () => {
  assert.deepEqual(
    mergeConfig(
      { greenroom: { installation: { id: 'a' } }, list: [1, 2] },
      { greenroom: { clusters: {} }, list: [3] },
    ),
    { greenroom: { installation: { id: 'a' }, clusters: {} }, list: [3] },
  );
});

test('the portal listens on loopback only', () => {
  const { backend } = machineConfig({
    url: 'http://localhost:7007',
    port: 7007,
    database: '/state/database',
    installationId: 'id',
  });
  assert.deepEqual(backend.listen, { host: '127.0.0.1', port: 7007 });
});
