import { aWorkbench } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { withUnclaimed } from './unclaimed';

const status = { phase: 'Ready', conditions: [] } as unknown as Status;
const source = {
  type: 'catalog',
  entityRef: 'resource:fraud/explore',
  location: 'url:https://git.example.org/fraud',
} as const;

describe('withUnclaimed', () => {
  it('adds a condition with a way out, and keeps the phase', () => {
    const unclaimedSince = '2026-08-01T10:00:00Z';
    expect(
      withUnclaimed(status, aWorkbench({ source, unclaimedSince })),
    ).toEqual({
      phase: 'Ready',
      conditions: [
        {
          type: 'Unclaimed',
          status: 'True',
          reason: 'EntityMissing',
          message: expect.stringContaining(
            'no entity resource:fraud/explore any more',
          ),
          since: unclaimedSince,
        },
      ],
    });
  });

  it('says nothing while the entity is there', () => {
    expect(withUnclaimed(status, aWorkbench({ source }))).toBe(status);
  });
});
