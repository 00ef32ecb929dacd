import { mockServices } from '@backstage/backend-test-utils';
import { AssetSignals } from './AssetSignals';

describe('AssetSignals', () => {
  it('scenario 40: costs two messages however many look, and says nothing but that there is news', async () => {
    const publish = jest.fn(async () => {});
    const signals = new AssetSignals({ publish }, mockServices.logger.mock());
    await signals.changed('an-id', 7);
    expect(publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'broadcast' },
          channel: 'greenroom:asset:an-id',
          message: { id: 'an-id', sequence: 7 },
        },
      ],
      [
        {
          recipients: { type: 'broadcast' },
          channel: 'greenroom:assets',
          message: { sequence: 7 },
        },
      ],
    ]);
  });

  it('scenario 40: goes on when nobody can be told', async () => {
    const logger = mockServices.logger.mock();
    const publish = jest.fn(async () => {
      throw new Error('no broker');
    });
    await new AssetSignals({ publish }, logger).changed('an-id', 7);
    expect(logger.warn).toHaveBeenCalledWith(
      'Could not signal a changed asset: no broker',
    );
  });
});
