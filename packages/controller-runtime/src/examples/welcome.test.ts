import { Controller, KubeClient, KubernetesObject } from '../index';
import { FakeApiServer } from '../testing/FakeApiServer';
import { until } from '../testing/until';
import { runWelcome } from './welcome';

const coreV1 = {
  resources: [
    { name: 'namespaces', kind: 'Namespace', namespaced: false },
    { name: 'configmaps', kind: 'ConfigMap', namespaced: true },
  ],
};

const aNamespace = (name: string, team?: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: team ? { team } : {} },
});

const welcomeIn = (namespace: string) =>
  `/api/v1/namespaces/${namespace}/configmaps/welcome`;

describe('the example of the README', () => {
  let server: FakeApiServer;
  let client: KubeClient;
  let controller: Controller<string> | undefined;
  const stop = new AbortController();

  beforeAll(async () => {
    server = await new FakeApiServer().start();
    client = new KubeClient({ name: 'example', server: server.url });
    server.intercept(({ path }, response) => {
      const answer = { '/api': {}, '/apis': {}, '/api/v1': coreV1 }[path];
      if (answer) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      }
      return answer !== undefined;
    });
  });

  afterAll(async () => {
    stop.abort();
    await controller?.stop();
    await client.close();
    await server.stop();
  });

  it('greets every team, and heals what others change', async () => {
    server.put('/api/v1/namespaces/fraud', aNamespace('fraud', 'Fraud'));
    server.put('/api/v1/namespaces/other', aNamespace('other'));
    controller = await runWelcome(client, stop.signal);
    const text = (namespace: string) => server.get(welcomeIn(namespace))?.data;
    await until(() => text('fraud') !== undefined);
    expect(text('fraud')).toEqual({ text: 'Welcome, Fraud!' });

    server.remove(welcomeIn('fraud'));
    await until(() => text('fraud') !== undefined);

    server.put('/api/v1/namespaces/new', aNamespace('new', 'Newcomers'));
    await until(() => text('new') !== undefined);
    expect(text('other')).toBeUndefined();
  });
});
