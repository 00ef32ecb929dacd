import { mockServices } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Notice } from './Notice';
import { OwnerNotifier } from './OwnerNotifier';

const aNotice = (title = 'Workbench Explore is ready'): Notice => ({
  topic: 'ready',
  owner: 'group:default/fraud',
  entityRef: 'resource:fraud/explore',
  scope: 'an-id/ready',
  title,
  description: 'It can be opened from its page.',
  severity: 'normal',
});

describe('OwnerNotifier', () => {
  const logger = mockServices.logger.mock();
  beforeEach(() => jest.clearAllMocks());

  const notifierWith = (
    send: (options: NotificationSendOptions) => Promise<void>,
  ) => new OwnerNotifier({ send }, logger, { pausesMs: [1, 1] });

  const until = async (check: () => void) => {
    for (;;) {
      try {
        return check();
      } catch (error) {
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    }
  };

  it('sends to the owner, with the way to the page', async () => {
    const send = jest.fn(async () => {});
    notifierWith(send).notify(aNotice());
    await until(() => expect(send).toHaveBeenCalledTimes(1));
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: 'group:default/fraud' },
      payload: {
        topic: 'ready',
        scope: 'an-id/ready',
        title: 'Workbench Explore is ready',
        description: 'It can be opened from its page.',
        severity: 'normal',
        link: '/catalog/fraud/resource/explore',
      },
    });
  });

  it('tries again, and in the end lets it go and says so once', async () => {
    const send = jest.fn().mockRejectedValue(new Error('status 404'));
    const notifier = notifierWith(send);
    notifier.notify(aNotice('one'));
    notifier.notify(aNotice('two'));
    notifier.notify(aNotice('three'));
    // While nobody takes them, each is tried once.
    await until(() => expect(send).toHaveBeenCalledTimes(3 + 1 + 1));
    await until(() => expect(logger.debug).toHaveBeenCalledTimes(2));
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('greenroom.notifications.enabled'),
    );

    send.mockResolvedValue(undefined);
    notifier.notify(aNotice('four'));
    await until(() => expect(send).toHaveBeenCalledTimes(6));
    await notifier.stop();
  });

  it('never lets anybody wait, nor more wait than there is room for', async () => {
    const send = jest.fn(() => new Promise<void>(() => {}));
    const notifier = notifierWith(send);
    for (let count = 0; count < 1_100; count++) notifier.notify(aNotice());
    expect(send).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.debug.mock.calls.length).toBeGreaterThan(90);
  });
});
