import { Deletion, Status } from '@greenroom/backstage-plugin-greenroom-common';
import { aWorkbench } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { toAsset, toSummary } from './toAsset';

const ready: Status = {
  phase: 'Ready',
  revision: 1,
  observedRevision: 1,
  observedAt: '2026-11-23T12:00:00.000Z',
  stale: false,
  conditions: [],
  steps: [],
  endpoints: [],
};
const phaseOf = (
  revision: number,
  { deletion, status = ready }: { deletion?: Deletion; status?: Status } = {},
) => {
  const declaration = {
    ...aWorkbench(),
    resolved: {},
    status,
    revision,
    deletion,
  };
  const { phase } = toAsset(declaration, []).status;
  expect(toSummary(declaration).phase).toBe(phase);
  return phase;
};

describe('toAsset', () => {
  it('is Ready only once the revision was looked at', () => {
    expect(phaseOf(1)).toBe('Ready');
    expect(phaseOf(2)).toBe('Progressing');
  });

  it('is Ready while what was looked at waits for consent', () => {
    const waiting = { ...ready, revision: 2 };
    expect(phaseOf(2, { status: waiting })).toBe('Ready');
    expect(phaseOf(3, { status: waiting })).toBe('Progressing');
  });

  it('shows a deletion from the moment it was asked for', () => {
    expect(
      phaseOf(1, {
        deletion: { by: 'user:default/dana', at: '', deleteData: false },
      }),
    ).toBe('Deleting');
  });
});
