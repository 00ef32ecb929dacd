import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import request from 'supertest';
import greenroom from '.';

jest.setTimeout(30_000);

const signals = createServiceFactory({
  service: signalsServiceRef,
  deps: {},
  factory: () => ({ publish: async () => {} }),
});

const startWith = (config: object) =>
  startTestBackend({
    features: [
      greenroom,
      signals,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({ data: config as never }),
    ],
  });

describe('greenroomPlugin', () => {
  it('starts without any configuration', async () => {
    const { server } = await startWith({});
    const answer = await request(server).get('/api/greenroom/v1/clusters');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ items: [] });
  });

  it('starts while a cluster is down and another is misconfigured, and says so', async () => {
    const { server } = await startWith({
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              // Nothing listens on the discard port.
              { name: 'down', url: 'https://127.0.0.1:9' },
              { name: 'bare', url: 'https://127.0.0.1:9' },
            ],
          },
        ],
      },
      greenroom: { clusters: { down: { serviceAccountToken: 'token' } } },
    });
    const answer = await request(server).get('/api/greenroom/v1/clusters');
    expect(answer.body.items).toMatchObject([
      { name: 'down', state: 'connecting' },
      {
        name: 'bare',
        state: 'misconfigured',
        message: expect.stringContaining('greenroom.clusters.bare'),
      },
    ]);
    const capacity = await request(server).get('/api/greenroom/v1/capacity');
    expect(capacity.body).toMatchObject({
      clusters: [
        { cluster: 'down', known: false, reason: expect.any(String) },
        { cluster: 'bare', known: false },
      ],
      accelerators: [],
    });
  });
});
