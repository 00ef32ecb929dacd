import {
  aPod,
  aStatusContext,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { explained } from '../testUtils/anEvidence';

const context = aStatusContext({
  resolved: resolvedStandards({
    connections: [
      { name: 'models', type: 's3', secret: 'models', own: true },
      { name: 'db', type: 'postgresql', secret: 'their-db', own: false },
    ],
  }),
});

const waiting = (message: string) =>
  explained({
    context,
    pods: [aPod().waiting('CreateContainerConfigError', message).build()],
  });

// Messages of kubelet 1.36.
describe('a workbench whose connection lacks its values', () => {
  it('waits for them, and says which and where to send them', () => {
    expect(
      waiting("couldn't find key AWS_ACCESS_KEY_ID in Secret fraud/models"),
    ).toMatchObject({
      reason: 'SecretMissing',
      summary: expect.stringMatching(
        /the connection "models": AWS_ACCESS_KEY_ID .* starts by itself/,
      ),
      fixes: [
        { text: 'Send them with "Supply values…" on the page of "models"' },
      ],
    });
  });

  it('names the Secret of somebody else', () => {
    expect(waiting('secret "their-db" not found')).toMatchObject({
      reason: 'SecretMissing',
      fixes: [{ text: 'Have the Secret "their-db" completed' }],
    });
  });

  it('is not to blame for another Secret', () => {
    expect(waiting('secret "other" not found')?.reason).toBe('ConfigError');
  });
});
