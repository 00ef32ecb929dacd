import {
  aHardwareProfile,
  aPod,
  aStatusContext,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { diagnose } from '../Cause';
import { anEvidence } from '../testUtils/anEvidence';
import { settledCauses } from '.';

const context = aStatusContext({
  resolved: resolvedStandards({ profile: aHardwareProfile() }),
});
const explained = (
  devices: Record<string, number>,
  more: Parameters<typeof anEvidence>[0] = {},
) =>
  diagnose(
    settledCauses,
    anEvidence({
      context,
      pods: [{ ...aPod().ready().build(), devices }],
      ...more,
    }),
  )?.explanation;

describe('ProfileNotApplied', () => {
  it('tells a pod without the accelerators that were declared', () => {
    expect(explained({})).toMatchObject({
      reason: 'ProfileNotApplied',
      summary: expect.stringMatching(
        /^It runs with 0 .* where 1 were declared/,
      ),
      chain: [
        { object: 'Notebook fraud/explore' },
        {
          object: 'Pod fraud/explore-0',
          evidence: expect.stringContaining('0 nvidia.com/gpu'),
        },
      ],
    });
  });

  it('is content with what was declared, also with other devices beside it', () => {
    expect(explained({ 'nvidia.com/gpu': 1, 'example.org/nic': 1 })).toBe(
      undefined,
    );
  });

  it('says nothing of a pod that an update has yet to replace, or that goes', () => {
    expect(
      explained(
        {},
        {
          context: {
            ...context,
            pendingUpdate: {
              cause: 'declaration',
              impact: 'restart',
              since: '',
              changes: [],
            } as never,
          },
        },
      ),
    ).toBeUndefined();
    const going = { ...aPod().ready().build(), devices: {} };
    going.metadata = { ...going.metadata, deletionTimestamp: 'now' };
    expect(explained({}, { pods: [going] })).toBeUndefined();
  });
});
