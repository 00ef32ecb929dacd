import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import notificationsBackend from '@backstage/plugin-notifications-backend';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import request from 'supertest';
import { Notice } from './Notice';
import { OwnerNotifier } from './OwnerNotifier';

jest.setTimeout(60_000);

const fraud = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'fraud', namespace: 'default' },
  spec: { type: 'team', children: [] },
  relations: [{ type: 'hasMember', targetRef: 'user:default/dana' }],
};

const aNotice = (description: string): Notice => ({
  topic: 'failed',
  owner: 'group:default/fraud',
  entityRef: 'resource:fraud/explore',
  scope: 'an-id/failed',
  title: 'Workbench Explore has failed',
  description,
  severity: 'high',
});

const signals = createServiceFactory({
  service: signalsServiceRef,
  deps: {},
  factory: () => ({ publish: async () => {} }),
});

describe('notices, with Backstage’s notifications', () => {
  it('reach the members of the owning group, the same kind once', async () => {
    let notifier: OwnerNotifier;
    const sender = createBackendPlugin({
      pluginId: 'greenroom',
      register(env) {
        env.registerInit({
          deps: {
            notifications: notificationService,
            logger: coreServices.logger,
          },
          async init({ notifications, logger }) {
            notifier = new OwnerNotifier(notifications, logger);
          },
        });
      },
    });
    const { server } = await startTestBackend({
      features: [
        notificationsBackend,
        sender,
        signals,
        catalogServiceMock.factory({ entities: [fraud] }),
        mockServices.rootConfig.factory({
          data: { app: { baseUrl: 'http://localhost' } },
        }),
      ],
    });
    const seenBy = async (user: string) => {
      const { body } = await request(server)
        .get('/api/notifications')
        .set('Authorization', mockCredentials.user.header(user))
        .expect(200);
      return body.notifications;
    };
    const until = async (check: () => Promise<void>) => {
      for (;;) {
        try {
          return await check();
        } catch {
          await new Promise(resolve => setTimeout(resolve, 20));
        }
      }
    };

    notifier!.notify(aNotice('The image cannot be pulled.'));
    await until(async () =>
      expect(await seenBy('user:default/dana')).toMatchObject([
        {
          origin: 'plugin:greenroom',
          payload: {
            title: 'Workbench Explore has failed',
            description: 'The image cannot be pulled.',
            link: '/catalog/fraud/resource/explore',
            severity: 'high',
            topic: 'failed',
          },
        },
      ]),
    );
    notifier!.notify(aNotice('It ran out of memory.'));
    await until(async () =>
      expect(await seenBy('user:default/dana')).toMatchObject([
        { payload: { description: 'It ran out of memory.' } },
      ]),
    );
    expect(await seenBy('user:default/eve')).toEqual([]);
  });
});
