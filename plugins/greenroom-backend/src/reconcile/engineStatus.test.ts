import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { outdated } from './engineStatus';

const last = (phase: Status['phase']): Status => ({
  phase,
  revision: 1,
  observedRevision: 1,
  observedAt: '2026-11-23T12:00:00.000Z',
  stale: false,
  conditions: [],
  steps: [],
  endpoints: [],
});

describe('outdated', () => {
  it('does not call Ready what nobody has seen since the start', () => {
    expect(outdated(last('Ready'), 2)).toMatchObject({
      phase: 'Unknown',
      stale: true,
      revision: 2,
      observedRevision: 1,
    });
  });

  it('keeps a phase that claims nothing good', () => {
    expect(outdated(last('Failed'), 1).phase).toBe('Failed');
  });
});
