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
const phaseOf = (revision: number, deletion?: Deletion) => {
  const declaration = {
    ...aWorkbench(),
    resolved: {},
    status: ready,
    revision,
    deletion,
  };
  const { phase } = toAsset(declaration, []).status;
  expect(toSummary(declaration).phase).toBe(phase);
  return phase;
};

describe('toAsset', () => {
  it('is Ready only for the revision that was seen', () => {
    expect(phaseOf(1)).toBe('Ready');
    expect(phaseOf(2)).toBe('Progressing');
  });

  it('shows a deletion from the moment it was asked for', () => {
    expect(
      phaseOf(1, { by: 'user:default/dana', at: '', deleteData: false }),
    ).toBe('Deleting');
  });
});
